import type { JSX } from 'preact';
import type { SessionJson } from '../../api/contract.ts';
import { bandClass } from '../../components/band-class.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { WeekSoFar } from './week-so-far.tsx';
import './verdicts.css';

/** "What was it worth?": first what was earned and how near the rest is, then what was not reached, each with its numbers (T12). */
export function Verdicts({ session }: { session: SessionJson }): JSX.Element {
  const t = words.value.session;
  const { opens, prescriptionById } = useShownAthlete();
  const prescription = prescriptionById(session.basis.prescriptionId);
  const targetName = (id: string): string => nameOf(id, prescription).title;
  return (
    <section class="stack verdicts">
      <h2>{t.verdictTitle}</h2>
      {session.credits.length === 0 ? (
        <p>{t.earnedNothing}</p>
      ) : (
        <ul>
          {session.credits.map(({ target, text }) => (
            <li key={target}>
              <span class={`swatch ${bandClass(target, prescription)}`} />
              <span>
                <strong>{t.counts({ target: targetName(target) })}</strong> {text}
              </span>
            </li>
          ))}
        </ul>
      )}
      {opens('report') && <WeekSoFar session={session} />}
      {session.refusals.length > 0 && (
        <>
          <h3>{t.notReached}</h3>
          <ul>
            {session.refusals.map(({ target, text }) => (
              <li key={target}>
                <span class="swatch band-unknown" />
                <span>
                  <strong>{t.countsNot({ target: targetName(target) })}</strong> {text}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {session.notes.length > 0 && (
        <ul>
          {session.notes.map(({ id, text }) => (
            <li key={id}>
              <span />
              <span class="soft">{text}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
