import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { words } from '../language/language.ts';
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
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <div class="secret-once stack" role="group" aria-label={label}>
      <p>{t.onlyNow}</p>
      <output class="secret-text">{secret}</output>
      <div class="row">
        {/* Only where the page comes over https or from this machine. */}
        {'clipboard' in navigator && (
          <button type="button" class="button primary" onClick={() => void copy().catch(() => undefined)}>
            {copied ? t.copied : t.copy}
          </button>
        )}
        <button type="button" class="button quiet" onClick={onDone}>
          {t.done}
        </button>
      </div>
    </div>
  );
}
