import type { JSX } from 'preact';
import type { WeekReportJson } from '../../api/contract.ts';
import { DEFAULT_PRESCRIPTION } from '../../../domain/prescription/default-prescription.ts';
import { isIntervals, type IntervalsTarget } from '../../../domain/four-by-four/edges-for.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import { qualitiesOf } from '../../../domain/week/interval-quality.ts';
import { bandClass } from '../../components/band-class.ts';
import { clock, shortDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { intervalWords } from '../../language/interval-words.ts';
import { intervalPace } from '../../live/interval-pace.ts';
import { prescriptionInForce } from '../../shell/athlete.ts';
import { hrefOf } from '../../shell/address.ts';
import './interval-qualities.css';

/** As many of the latest as a phone has room for; the table has all. */
const DRAWN = 12;

/** One figure for each target of intervals that has brought any. */
export function IntervalQualities({ reports }: { reports: readonly WeekReportJson[] }): JSX.Element[] {
  const prescription = prescriptionInForce();
  const own = prescription.targets.filter(isIntervals);
  const prescribed = own.length > 0 ? own : DEFAULT_PRESCRIPTION.targets.filter(isIntervals);
  return prescribed.map((target) => (
    <IntervalQuality key={target.id} target={target} prescription={prescription} reports={reports} />
  ));
}

/** "How good were my 4 × 4s?": time at work pulse of each session, the part above the band on top, the drop afterwards (I2). */
function IntervalQuality({
  target,
  prescription,
  reports,
}: {
  target: IntervalsTarget;
  prescription: Prescription;
  reports: readonly WeekReportJson[];
}): JSX.Element | null {
  const t = words.value.weeks;
  const rows = reports.flatMap(({ intervalQuality }) => qualitiesOf(intervalQuality, target.id));
  if (rows.length === 0) return null;
  const { structure } = target.dose;
  // Of the article: four times four minutes.
  const wholeSeconds = structure.reps * intervalPace(structure).workSeconds;
  const { qualityTitle, qualityText, aboveTitle } = intervalWords(prescription, target);
  const drawn = rows.slice(-DRAWN);
  const top = Math.max(wholeSeconds, ...rows.map(({ effortSeconds }) => effortSeconds));
  const share = (seconds: number): string => `${(100 * seconds) / top}%`;
  return (
    <figure class="interval-qualities">
      <figcaption>
        <h2>{qualityTitle}</h2>
        <p class="soft small">{qualityText}</p>
      </figcaption>
      <ol>
        {drawn.map((row) => (
          <li key={row.sessionId}>
            <a href={hrefOf('session', row.sessionId)}>
              <span class="visually-hidden">
                {t.qualityLabel({ date: row.localDate, credited: row.credited })}
              </span>
              <span class="count" aria-hidden="true">
                {row.credited}
              </span>
              <span class="pile" style={{ height: share(row.effortSeconds) }}>
                <span
                  class="band-above"
                  style={{ flexGrow: Math.min(row.aboveSeconds, row.effortSeconds) }}
                />
                <span
                  class={bandClass(target.id, prescription)}
                  style={{ flexGrow: Math.max(0, row.effortSeconds - row.aboveSeconds) }}
                />
              </span>
              <span class="drop soft" aria-hidden="true">
                {row.recoveryBpm === null ? '–' : `−${Math.round(row.recoveryBpm)}`}
              </span>
            </a>
          </li>
        ))}
      </ol>
      <details>
        <summary>{words.value.asTable}</summary>
        <div class="scroll-x" tabIndex={0} role="region" aria-label={qualityTitle}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t.date}</th>
                <th scope="col" class="number">
                  {t.intervals}
                </th>
                <th scope="col" class="number">
                  {words.value.session.boutEffort}
                </th>
                <th scope="col" class="number">
                  {aboveTitle}
                </th>
                <th scope="col" class="number">
                  {words.value.session.boutRecovery}
                </th>
              </tr>
            </thead>
            <tbody>
              {[...rows].reverse().map((row) => (
                <tr key={row.sessionId}>
                  <th scope="row">
                    <a href={hrefOf('session', row.sessionId)}>{shortDate(row.localDate)}</a>
                  </th>
                  <td class="number">{row.credited}</td>
                  <td class="number">{clock(row.effortSeconds)}</td>
                  <td class="number">{clock(row.aboveSeconds)}</td>
                  <td class="number">{row.recoveryBpm === null ? '–' : `−${Math.round(row.recoveryBpm)}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
