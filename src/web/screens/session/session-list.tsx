import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { parseLocalDate } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import { getInWords } from '../../api/api-client.ts';
import type { Items, SessionJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Beginnings } from '../../components/beginnings.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';
import { SessionRow } from './session-row.tsx';
import { SetAsideRuns } from './set-aside-runs.tsx';

/** All sessions as a training log: newest first, week by week. */
export function SessionList(): JSX.Element {
  const t = words.value.session;
  const list = useResource('sessions', () => getInWords<Items<SessionJson>>('/v1/sessions'));
  if (list.state === 'loading') return <Loading heights={[60, 300]} />;
  if (list.state === 'failed') return <ProblemNotice problem={list.problem} retry={list.reload} />;
  return (
    <div class="stack">
      <h1>{t.listTitle}</h1>
      <SetAsideRuns />
      {list.value.items.length === 0 ? (
        <>
          <p class="soft">{words.value.week.emptyText}</p>
          <Beginnings />
        </>
      ) : (
        <Log key={list.value.items[0]?.id} first={list.value} />
      )}
    </div>
  );
}

function Log({ first }: { first: Items<SessionJson> }): JSX.Element {
  const [older, setOlder] = useState<Items<SessionJson> | null>(null);
  const action = useAction();
  const cursor = (older ?? first).nextCursor;
  const more = async (after: string): Promise<void> => {
    const page = await getInWords<Items<SessionJson>>(`/v1/sessions?cursor=${encodeURIComponent(after)}`);
    setOlder({ ...page, items: [...(older?.items ?? []), ...page.items] });
  };
  return (
    <>
      {byWeek([...first.items, ...(older?.items ?? [])]).map(([week, sessions]) => (
        <section key={week} class="stack tight">
          <h2>
            <a class="quiet-link" href={hrefOf('week', week)}>
              {words.value.week.weekNumber({ week: Number(week.slice(6)) })}
            </a>
          </h2>
          <ul class="session-log">
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        </section>
      ))}
      <ProblemNotice problem={action.problem} />
      {cursor !== undefined && (
        <div>
          <button
            type="button"
            class="button"
            disabled={action.busy}
            onClick={() => action.run(() => more(cursor))}
          >
            {words.value.upload.more}
          </button>
        </div>
      )}
    </>
  );
}

function byWeek(sessions: readonly SessionJson[]): [week: string, sessions: SessionJson[]][] {
  const weeks = new Map<string, SessionJson[]>();
  for (const session of sessions) {
    const date = parseLocalDate(session.localDate);
    const week = date === null ? '' : isoWeekOf(date);
    const same = weeks.get(week);
    if (same === undefined) weeks.set(week, [session]);
    else same.push(session);
  }
  return [...weeks];
}
