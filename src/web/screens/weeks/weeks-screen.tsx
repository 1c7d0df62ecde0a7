import type { JSX } from 'preact';
import { addDays } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf, mondayOf, parseIsoWeek } from '../../../domain/calendar/week.ts';
import type { IsoWeek } from '../../../domain/units.ts';
import { getInWords } from '../../api/api-client.ts';
import type { WeekReportJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Beginnings } from '../../components/beginnings.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { dateRange } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { prescriptionById, today } from '../../shell/athlete.ts';
import { hrefOf } from '../../shell/address.ts';
import { CreditGrid } from './credit-grid.tsx';
import { IntervalQualities } from './interval-qualities.tsx';
import { RestingTrend } from './resting-trend.tsx';
import { decidingTargets } from './week-dose.ts';
import { WeekBars } from './week-bars.tsx';
import { WeeksTable } from './weeks-table.tsx';

const SHOWN_WEEKS = 12;

/** Months at a glance: is it becoming a habit? */
export function WeeksScreen({ subject }: { subject: string | null }): JSX.Element {
  const t = words.value.weeks;
  const current = isoWeekOf(today());
  const to = (subject === null ? null : parseIsoWeek(subject)) ?? current;
  const from = weeksLater(to, 1 - SHOWN_WEEKS);
  const weeks = useResource(`weeks ${from} ${to}`, () =>
    getInWords<WeekReportJson[]>(`/v1/reports/weeks?from=${from}&to=${to}`),
  );
  return (
    <div class="weeks stack">
      <header class="week-head">
        <h1>{t.title}</h1>
        <nav class="row no-print" aria-label={t.otherMonths}>
          <a class="button icon" href={hrefOf('weeks', weeksLater(to, -SHOWN_WEEKS))} aria-label={t.earlier}>
            ←
          </a>
          {to < current && (
            <a class="button icon" href={hrefOf('weeks', weeksLater(to, SHOWN_WEEKS))} aria-label={t.later}>
              →
            </a>
          )}
        </nav>
        <p class="soft">
          {to === current
            ? t.subtitle({ n: SHOWN_WEEKS })
            : dateRange(mondayOf(from), addDays(mondayOf(to), 6))}
        </p>
      </header>
      {weeks.state === 'loading' && <Loading heights={[180, 180, 180, 160]} />}
      {weeks.state === 'failed' && <ProblemNotice problem={weeks.problem} retry={weeks.reload} />}
      {weeks.state === 'ready' && <WeeksBody reports={weeks.value} current={current} />}
    </div>
  );
}

function weeksLater(week: IsoWeek, count: number): IsoWeek {
  return isoWeekOf(addDays(mondayOf(week), 7 * count));
}

function WeeksBody({
  reports,
  current,
}: {
  reports: readonly WeekReportJson[];
  current: string;
}): JSX.Element {
  const t = words.value.weeks;
  const empty = reports.every(
    ({ activeSeconds, targets }) => activeSeconds + targets.reduce((n, x) => n + x.credited, 0) === 0,
  );
  if (empty) {
    return (
      <div class="stack">
        <p>{t.empty}</p>
        <Beginnings />
      </div>
    );
  }
  return (
    <>
      <div class="small-multiples">
        {decidingTargets(prescriptionById(reports.at(-1)?.basis.prescriptionId ?? '')).map(({ id }) => (
          <WeekBars key={id} target={id} reports={reports} current={current} />
        ))}
      </div>
      <CreditGrid reports={reports} />
      <div class="pair-of-charts">
        <IntervalQualities reports={reports} />
        <RestingTrend reports={reports} />
      </div>
      <WeeksTable reports={reports} />
    </>
  );
}
