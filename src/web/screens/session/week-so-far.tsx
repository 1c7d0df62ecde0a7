import type { JSX } from 'preact';
import { parseLocalDate } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import { getInWords } from '../../api/api-client.ts';
import type { SessionJson, TargetJson, WeekReportJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { bandClass } from '../../components/band-class.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { prescriptionById } from '../../shell/athlete.ts';
import { goalOf } from '../week/goal.ts';

/** How near every target of the session's week is, those that are still open first. */
export function WeekSoFar({ session }: { session: SessionJson }): JSX.Element | null {
  const date = parseLocalDate(session.localDate);
  const week = date === null ? null : isoWeekOf(date);
  const answer = useResource(`week of session ${session.id}`, () =>
    getInWords<WeekReportJson>(`/v1/reports/weeks/${week}`),
  );
  if (week === null) return null;
  if (answer.state === 'loading') return <Loading heights={[110]} />;
  if (answer.state === 'failed') return <ProblemNotice problem={answer.problem} retry={answer.reload} />;
  const { targets, basis } = answer.value;
  const prescription = prescriptionById(basis.prescriptionId);
  const asked = targets.filter(({ status }) => status !== null).toSorted((a, b) => open(b) - open(a));
  if (asked.length === 0) return null;
  return (
    <>
      <h3>{words.value.session.weekSoFar}</h3>
      <ul>
        {asked.map((target) => (
          <li key={target.id} class={bandClass(target.id, prescription)}>
            <span class="swatch" />
            <span class="nearness">
              <strong>{nameOf(target.id, prescription).title}</strong>
              <span
                class="numeral"
                aria-label={words.value.week.countLabel({ credited: target.credited, goal: goalOf(target) })}
                role="img"
              >
                {target.credited}/{goalOf(target)}
              </span>
              <span class="share" aria-hidden="true">
                <span style={{ width: `${100 * shareOf(target)}%` }} />
              </span>
              {target.remaining !== null && <span class="soft">{target.remaining.text}</span>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function shareOf(target: TargetJson): number {
  const goal = goalOf(target);
  return goal === 0 ? 1 : Math.min(1, target.credited / goal);
}

/** Larger for what is open and near its goal. */
function open(target: TargetJson): number {
  const share = shareOf(target);
  return share === 1 ? -1 : share;
}
