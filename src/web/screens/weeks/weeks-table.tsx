import type { JSX } from 'preact';
import type { WeekReportJson } from '../../api/contract.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { minutes, number, percent, weekDates } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { hrefOf } from '../../shell/address.ts';

/** The numbers behind every chart of the screen, newest week first. */
export function WeeksTable({ reports }: { reports: readonly WeekReportJson[] }): JSX.Element {
  const t = words.value;
  const bands = reports.at(-1)?.bands ?? [];
  return (
    <details>
      <summary>{t.weeks.allAsTable}</summary>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={t.weeks.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.weeks.week}</th>
              <th scope="col">{t.weeks.status}</th>
              {bands.map(({ id }) => (
                <th key={id} scope="col" class="number">
                  {nameOf(id).title}
                </th>
              ))}
              <th scope="col" class="number">
                {t.weeks.intervals}
              </th>
              <th scope="col" class="number">
                {t.weeks.resting}
              </th>
              <th scope="col" class="number">
                {t.session.coverage}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...reports].reverse().map((report) => (
              <tr key={report.week}>
                <th scope="row">
                  <a href={hrefOf('week', report.week)}>{weekDates(report.week)}</a>
                </th>
                <td>
                  <StatusMark status={report.status} />
                </td>
                {bands.map(({ id }) => (
                  <td key={id} class="number">
                    {minutes(report.bands.find((band) => band.id === id)?.seconds ?? 0)}
                  </td>
                ))}
                <td class="number">
                  {report.intervalQuality.reduce((sum, { credited }) => sum + credited, 0)}
                </td>
                <td class="number">
                  {report.restingHeartRate.medianBpm === null
                    ? '–'
                    : number(report.restingHeartRate.medianBpm, 1)}
                </td>
                <td class="number">{report.coverage === null ? '–' : percent(report.coverage)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
