import type { JSX } from 'preact';
import type { WeekReportJson } from '../../api/contract.ts';
import { bandClass } from '../../components/band-class.ts';
import { shortDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/address.ts';
import { weekDose } from './week-dose.ts';
import { nameOf } from '../../language/names.ts';
import './week-bars.css';

/** As much of the height as a number takes. */
const VALUE_SHARE = 0.15;

/** "Did I get enough …?": a bar a week against the dose of that week, each with its number. */
export function WeekBars({
  target,
  reports,
  current,
}: {
  target: string;
  reports: readonly WeekReportJson[];
  current: string;
}): JSX.Element {
  const t = words.value.weeks;
  const doses = reports.map((report) => weekDose(target, report));
  const { needed = 0, unit = 'minutes' } = doses.at(-1) ?? {};
  const { title } = nameOf(target);
  const isArticles = title === words.value.targets[target]?.title;
  const labelOf = (week: number, had: number, asked: number): string =>
    (isArticles ? t.barLabel[target] : undefined)?.({ week, had, needed: asked }) ??
    t.barLabelOf({ name: title, week, had, needed: asked });
  const top = Math.max(...doses.flatMap((dose) => [dose.had, dose.needed * 1.2]));
  const share = (value: number): string => `${(100 * value) / top}%`;
  return (
    <figure class={`week-bars ${bandClass(target)}`}>
      <figcaption>
        <h2>{isArticles ? t.enough[target] : t.enoughOf({ name: title })}</h2>
        <p class="soft small">
          {(isArticles ? t.doseLine[target] : undefined)?.({ needed }) ?? t.doseLineOf[unit]({ needed })}
        </p>
      </figcaption>
      <ol>
        {reports.map((report, index) => {
          const { had, needed: asked } = doses[index]!;
          return (
            <li key={report.week}>
              <a
                href={hrefOf('week', report.week)}
                aria-label={labelOf(Number(report.week.slice(6)), had, asked)}
                data-current={report.week === current}
              >
                {had > 0 && <Value had={had} needed={asked} top={top} />}
                <span class="bar" style={{ height: share(had) }} />
                <span class="needed" style={{ bottom: share(asked) }} />
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

/** The number above its bar, unless the line of the dose runs there. */
function Value({ had, needed, top }: { had: number; needed: number; top: number }): JSX.Element {
  const meetsLine = needed >= had && needed - had < VALUE_SHARE * top;
  if (!meetsLine) return <span class="value">{had}</span>;
  if (had / top > VALUE_SHARE) return <span class="value inside">{had}</span>;
  return (
    <span class="value" style={{ marginBottom: `${(100 * (needed - had)) / top}%` }}>
      {had}
    </span>
  );
}
