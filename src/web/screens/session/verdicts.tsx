import type { JSX } from 'preact';
import type { SessionJson } from '../../api/contract.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import './verdicts.css';

/** "What was it worth?": what the session counts as and what it does not, each with its numbers (T12). */
export function Verdicts({ session }: { session: SessionJson }): JSX.Element {
  const t = words.value.session;
  const targetName = (id: string): string => nameOf(id).title;
  return (
    <section class="stack">
      <h2>{t.verdictTitle}</h2>
      <ul class="verdicts">
        {session.credits.map(({ target, text }) => (
          <li key={target}>
            <span class={`swatch band-${target}`} />
            <span>
              <strong>{t.counts({ target: targetName(target) })}</strong> {text}
            </span>
          </li>
        ))}
        {session.refusals.map(({ target, text }) => (
          <li key={target}>
            <span class="swatch band-unknown" />
            <span>
              <strong>{t.countsNot({ target: targetName(target) })}</strong> {text}
            </span>
          </li>
        ))}
        {session.notes.map(({ id, text }) => (
          <li key={id}>
            <span />
            <span class="soft">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
