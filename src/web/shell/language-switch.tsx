import type { JSX } from 'preact';
import { LANGUAGES } from '../../adapters/wire/messages/languages.ts';
import { LOCALES, type Locale } from '../../domain/athlete.ts';
import { sendJson } from '../api/api-client.ts';
import { chooseLocale, locale, words } from '../language/language.ts';
import { athlete } from './athlete.ts';
import './language-switch.css';

/** Always in sight; a choice is remembered here and, when signed in, for spoken cues and reports too. */
export function LanguageSwitch(): JSX.Element {
  const choose = async (chosen: Locale): Promise<void> => {
    await chooseLocale(chosen);
    // The page already speaks the language; the server learns it when it can be reached.
    if (athlete.value !== null) {
      sendJson('PATCH', '/v1/athlete', { locale: chosen }).catch(() => undefined);
    }
  };
  return (
    <div class="language-switch" role="group" aria-label={words.value.nav.language}>
      {LOCALES.map((id) => (
        <button
          key={id}
          type="button"
          lang={id}
          aria-pressed={locale.value === id}
          onClick={() => void choose(id).catch(() => undefined)}
        >
          {LANGUAGES[id].name}
        </button>
      ))}
    </div>
  );
}
