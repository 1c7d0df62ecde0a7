import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Items } from '../api/contract.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { useAction } from './use-action.ts';

interface PagesProps<Item> {
  readonly first: Items<Item>;
  /** Asks for the page after a cursor, which may stand in an address as it is. */
  readonly load: (cursor: string) => Promise<Items<Item>>;
  readonly moreLabel: string;
  /** Shows all that has been loaded. */
  readonly children: (items: readonly Item[]) => ComponentChildren;
}

/** A list whose later pages come when they are asked for. */
export function Pages<Item>({ first, load, moreLabel, children }: PagesProps<Item>): JSX.Element {
  const [later, setLater] = useState<Items<Item> | null>(null);
  const action = useAction();
  const cursor = (later ?? first).nextCursor;
  const more = async (after: string): Promise<void> => {
    const page = await load(encodeURIComponent(after));
    setLater({ ...page, items: [...(later?.items ?? []), ...page.items] });
  };
  return (
    <>
      {children([...first.items, ...(later?.items ?? [])])}
      <ProblemNotice problem={action.problem} />
      {cursor !== undefined && (
        <div>
          <button
            type="button"
            class="button"
            disabled={action.busy}
            onClick={() => action.run(() => more(cursor))}
          >
            {moreLabel}
          </button>
        </div>
      )}
    </>
  );
}
