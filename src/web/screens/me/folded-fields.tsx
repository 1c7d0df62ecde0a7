import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Of } from '../../components/of.tsx';
import { words } from '../../language/language.ts';

/** Fields of one of many, folded away until it is changed, at fault or just added. */
export function FoldedFields({
  name,
  named = false,
  unfolded,
  children,
}: {
  name: string;
  /** Whether it says whose fields it folds, where nothing above does. */
  named?: boolean;
  unfolded: boolean;
  children: ComponentChildren;
}): JSX.Element {
  const [open, setOpen] = useState(unfolded);
  // What was at fault stays open while it is mended.
  useEffect(() => {
    if (unfolded) setOpen(true);
  }, [unfolded]);
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {named && <strong>{name}</strong>}
        <span class="linked">{words.value.prescription.change}</span>
        {!named && <Of name={name} />}
      </summary>
      <div class="language-fields">{children}</div>
    </details>
  );
}
