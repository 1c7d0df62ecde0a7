import type { JSX } from 'preact';
import type { WeekReportJson } from '../../api/contract.ts';
import { bandClass } from '../../components/band-class.ts';
import { shortDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';
import { weekDose, type DosedTarget } from './week-dose.ts';
import './week-bars.css';

/** "Did I get enough …?": a bar a week against the dose of that week, each with its number. */
export function WeekBars({
  target,
  reports,
  current,
}: {
  target: DosedTarget;
  reports: readonly WeekReportJson[];
  current: string;
}): JSX.Element {
  const t = words.value.weeks;
  const doses = reports.map((report) => weekDose(target, report));
  const top = Math.max(...doses.flatMap(({ had, needed }) => [had, needed * 1.2]));
  const share = (value: number): string => `${(100 * value) / top}%`;
  return (
    <figure class={`week-bars ${bandClass(target)}`}>
      <figcaption>
        <h2>{t.enough[target]}</h2>
        <p class="soft small">{t.doseLine[target](doses.at(-1)?.needed ?? 0)}</p>
      </figcaption>
      <ol>
        {reports.map((report, index) => {
          const { had, needed } = doses[index]!;
          return (
            <li key={report.week}>
              <a
                href={hrefOf('week', report.week)}
                aria-label={t.barLabel[target](Number(report.week.slice(6)), had, needed)}
                data-current={report.week === current}
              >
                {had > 0 && <span class="value">{had}</span>}
                <span class="bar" style={{ height: share(had) }} />
                <span class="needed" style={{ bottom: share(needed) }} />
              </a>
            </li>
          );
        })}
      </ol>
      <p class="axis soft small" aria-hidden="true">
        <span>{shortDate(reports[0]?.from ?? current)}</span>
        <span>{t.now}</span>
      </p>
    </figure>
  );
}
