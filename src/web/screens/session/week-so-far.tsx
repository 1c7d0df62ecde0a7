import type { JSX } from 'preact';
import { parseLocalDate } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import { getInWords } from '../../api/api-client.ts';
import type { SessionJson, WeekReportJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { KnownWeekSoFar } from './known-week-so-far.tsx';
import { nearOf, Nearness } from './nearness.tsx';

/** How near every target of the session's week is; without a network as this browser knows it. */
export function WeekSoFar({ session }: { session: SessionJson }): JSX.Element | null {
  const { name, path, prescriptionById } = useShownAthlete();
  const date = parseLocalDate(session.localDate);
  const week = date === null ? null : isoWeekOf(date);
  const answer = useResource(`week of session ${session.id}`, () =>
    getInWords<WeekReportJson>(`${path}/reports/weeks/${week}`),
  );
  if (week === null) return null;
  if (answer.state === 'loading') return <Loading heights={[110]} />;
  if (answer.state === 'failed' && answer.problem.code === 'offline' && name === null) {
    return <KnownWeekSoFar week={week} />;
  }
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} retry={answer.reload} />;
  const { targets, basis } = answer.value;
  const prescription = prescriptionById(basis.prescriptionId);
  const asked = targets.filter(({ status }) => status !== null);
  if (asked.length === 0) return null;
  return (
    <>
      <h3>{words.value.session.weekSoFar}</h3>
      <Nearness targets={asked.map(nearOf)} prescription={prescription} />
    </>
  );
}
