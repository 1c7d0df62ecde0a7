import type { JSX } from 'preact';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import type { IsoWeek } from '../../../domain/units.ts';
import { getInWords } from '../../api/api-client.ts';
import type { WeekReportJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { today } from '../../shell/athlete.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { WeekBody } from '../week/week-body.tsx';
import { WeekHead } from '../week/week-head.tsx';

/** An athlete's week as they see it, told of them. */
export function AthleteWeek({ week }: { week: IsoWeek }): JSX.Element {
  const path = `${useShownAthlete().path}/reports/weeks/${week}`;
  const report = useResource(path, () => getInWords<WeekReportJson>(path));
  const date = today();
  const current = week === isoWeekOf(date);
  return (
    <div class="week stack">
      <WeekHead week={week} current={current} heading="h2" />
      {report.state === 'loading' && <Loading heights={[200, 150, 150, 150]} />}
      {report.state === 'failed' && <ProblemNotice problem={report.problem} retry={report.reload} />}
      {report.state === 'ready' && <WeekBody report={report.value} today={date} current={current} />}
    </div>
  );
}
