import type { JSX } from 'preact';
import { addDays } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf, weeksBetween } from '../../../domain/calendar/week.ts';
import { getInWords } from '../../api/api-client.ts';
import type { WeekReportJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Beginnings } from '../../components/beginnings.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { today } from '../../shell/athlete.ts';
import { BandWeeks } from './band-weeks.tsx';
import { CreditGrid } from './credit-grid.tsx';
import { RestingTrend } from './resting-trend.tsx';
import { WeeksTable } from './weeks-table.tsx';
import './weeks-screen.css';

const SHOWN_WEEKS = 12;
const JUDGED = ['anti_inflammatory', 'zone2', 'interval_4x4'] as const;

/** Months at a glance: is it becoming a habit? */
export function WeeksScreen(): JSX.Element {
  const t = words.value.weeks;
  const date = today();
  const to = isoWeekOf(date);
  const from = isoWeekOf(addDays(date, -7 * (SHOWN_WEEKS - 1)));
  const weeks = useResource(`weeks ${from} ${to}`, () =>
    getInWords<WeekReportJson[]>(`/v1/reports/weeks?from=${from}&to=${to}`),
  );
  return (
    <div class="weeks stack">
      <header>
        <h1>{t.title}</h1>
        <p class="soft">{t.subtitle(weeksBetween(from, to).length)}</p>
      </header>
      {weeks.state === 'loading' && <Loading heights={[180, 180, 180, 160]} />}
      {weeks.state === 'failed' && <ProblemNotice problem={weeks.problem} retry={weeks.reload} />}
      {weeks.state === 'ready' && <WeeksBody reports={weeks.value} current={to} />}
    </div>
  );
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
        {JUDGED.map((band) => (
          <BandWeeks key={band} band={band} reports={reports} current={current} />
        ))}
      </div>
      <CreditGrid reports={reports} current={current} />
      <RestingTrend />
      <WeeksTable reports={reports} />
    </>
  );
}
