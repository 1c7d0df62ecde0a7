import type { JSX } from 'preact';
import type { SessionJson } from '../../api/contract.ts';
import { clock, timeOfDay } from '../../language/format.ts';
import type { IntervalWords } from '../../language/interval-words.ts';
import { words } from '../../language/language.ts';

/** "Was it a 4×4?", or whatever intervals are prescribed: every bout with its grade and the numbers that graded it (I1–I5). */
export function Bouts({
  words: { boutsTitle: title, boutsAbove },
  result,
  timeZone,
}: {
  words: IntervalWords;
  result: NonNullable<SessionJson['fourByFour']>;
  timeZone: string;
}): JSX.Element {
  const t = words.value.session;
  return (
    <section class="stack">
      <h2>{title}</h2>
      <p>
        <strong>{t.boutsCredited({ n: result.credited, of: result.of })}</strong>
        {result.aboveSeconds > 0 && ` · ${boutsAbove({ time: clock(result.aboveSeconds) })}`}
      </p>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.boutStart}</th>
              <th scope="col" class="number">
                {t.boutLength}
              </th>
              <th scope="col" class="number">
                {t.boutEffort}
              </th>
              <th scope="col">{t.boutGrade}</th>
              <th scope="col" class="number">
                {t.boutRecovery}
              </th>
            </tr>
          </thead>
          <tbody>
            {result.bouts.map((bout) => (
              <tr key={bout.start}>
                <td>{timeOfDay(bout.start, timeZone)}</td>
                <td class="number">{clock(bout.lengthSeconds)}</td>
                <td class="number">{clock(bout.effortSeconds)}</td>
                <td>
                  <strong>{t.grades[bout.kind]}</strong>
                </td>
                <td class="number">{bout.recoveryBpm === null ? '–' : `−${bout.recoveryBpm}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
