import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CopyButton } from '../../components/copy-button.tsx';
import { saveBlob } from '../../components/save-blob.ts';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import './two-factor.css';

/** Shown this one time: to be copied, saved or printed. */
export function BackupCodes({
  codes,
  onKept,
}: {
  codes: readonly string[];
  onKept: () => Promise<void> | void;
}): JSX.Element {
  const t = words.value.twoFactor;
  const action = useAction();
  const place = useRef<HTMLDivElement>(null);
  // What was pressed is gone: who listens rather than looks is led on.
  useEffect(() => place.current?.focus(), []);
  const text = codes.join('\n');
  const save = (): void => {
    saveBlob(
      new Blob([`Zone Coach\n${t.codesTitle}\n\n${text}\n`], { type: 'text/plain' }),
      'zone-coach.txt',
    );
  };
  return (
    <div ref={place} class="backup-codes stack" role="group" aria-label={t.codesTitle} tabIndex={-1}>
      <h3>{t.codesTitle}</h3>
      <p>{t.codesText}</p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div class="row no-print">
        <CopyButton text={text} />
        <button type="button" class="button" onClick={save}>
          {t.download}
        </button>
        <button type="button" class="button" onClick={() => print()}>
          {t.print}
        </button>
      </div>
      <div class="no-print">
        <button
          type="button"
          class="button quiet flush"
          disabled={action.busy}
          onClick={() => action.run(async () => onKept())}
        >
          {t.kept}
        </button>
      </div>
    </div>
  );
}
