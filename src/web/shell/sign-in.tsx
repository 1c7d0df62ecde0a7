import type { JSX } from 'preact';
import { words } from '../language/language.ts';
import { LanguageSwitch } from './language-switch.tsx';

/** Shown when the server does not know this browser: where the one-time link is found, and how to get a new one. */
export function SignIn(): JSX.Element {
  const t = words.value.signIn;
  return (
    <div class="shell">
      <header class="top-bar">
        <span class="wordmark">Zone Coach</span>
        <LanguageSwitch />
      </header>
      <main class="stack">
        <h1>{t.title}</h1>
        <p>{t.text}</p>
        <p>
          <code>{t.command}</code>
        </p>
        <div>
          <button type="button" class="button" onClick={() => location.reload()}>
            {t.again}
          </button>
        </div>
      </main>
    </div>
  );
}
