import type { JSX } from 'preact';
import { words } from '../language/language.ts';
import { CopyButton } from './copy-button.tsx';
import './secret-once.css';

/** What the server says this one time: to be copied now. */
export function SecretOnce({
  label,
  secret,
  onDone,
}: {
  label: string;
  secret: string;
  onDone: () => void;
}): JSX.Element {
  const t = words.value.secret;
  return (
    <div class="secret-once stack" role="group" aria-label={label}>
      <p>{t.onlyNow}</p>
      <output class="secret-text">{secret}</output>
      <div class="row">
        <CopyButton text={secret} />
        <button type="button" class="button quiet" onClick={onDone}>
          {t.done}
        </button>
      </div>
    </div>
  );
}
