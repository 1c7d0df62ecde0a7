import type { JSX } from 'preact';
import { isoWeekOf, parseIsoWeek } from '../../../domain/calendar/week.ts';
import { getInWords } from '../../api/api-client.ts';
import type { WeekReportJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { FromCoaches } from '../../components/from-coaches.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { EXAMPLE_METHOD } from '../../live/simulation-max.ts';
import { maxHeartRateInForce, today } from '../../shell/athlete.ts';
import { keepWeek } from '../../shell/known-week.ts';
import { hrefOf } from '../../shell/address.ts';
import { WeekBody } from './week-body.tsx';
import { WeekHead } from './week-head.tsx';

/** "This week": did I get the dose, what is left, and why. */
export function WeekScreen({ subject }: { subject: string | null }): JSX.Element {
  const date = today();
  const thisWeek = isoWeekOf(date);
  const week = (subject === null ? null : parseIsoWeek(subject)) ?? thisWeek;
  const report = useResource(`week ${week}`, async () => {
    const answer = await getInWords<WeekReportJson>(`/v1/reports/weeks/${week}`);
    if (week === thisWeek) keepWeek(answer);
    return answer;
  });
  return (
    <div class="week stack">
      <WeekHead week={week} current={week === thisWeek} />
      <FromCoaches week={week} />
      {maxHeartRateInForce()?.method === EXAMPLE_METHOD && (
        <p class="notice">
          <a href={hrefOf('start')}>{words.value.week.exampleMax}</a>
        </p>
      )}
      {report.state === 'loading' && <Loading heights={[200, 150, 150, 150, 110, 110]} />}
      {report.state === 'failed' && <ProblemNotice problem={report.problem} retry={report.reload} />}
      {report.state === 'ready' && (
        <WeekBody report={report.value} today={date} current={week === thisWeek} />
      )}
    </div>
  );
}
