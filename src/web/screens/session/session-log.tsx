import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { parseLocalDate } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import { getInWords } from '../../api/api-client.ts';
import type { Items, SessionJson } from '../../api/contract.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { SessionRow } from './session-row.tsx';

/** Sessions as a training log, newest first, week by week; older ones when they are asked for. `first`: the newest. */
export function SessionLog({ first }: { first: Items<SessionJson> }): JSX.Element {
  const { path, opens, hrefOf } = useShownAthlete();
  const [older, setOlder] = useState<Items<SessionJson> | null>(null);
  const action = useAction();
  const cursor = (older ?? first).nextCursor;
  const more = async (after: string): Promise<void> => {
    const page = await getInWords<Items<SessionJson>>(`${path}/sessions?cursor=${encodeURIComponent(after)}`);
    setOlder({ ...page, items: [...(older?.items ?? []), ...page.items] });
  };
  return (
    <>
      {byWeek([...first.items, ...(older?.items ?? [])]).map(([week, sessions]) => (
        <section key={week} class="stack tight">
          <h2>
            {opens('report') ? (
              <a class="quiet-link" href={hrefOf('week', week)}>
                {weekTitle(week)}
              </a>
            ) : (
              weekTitle(week)
            )}
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

function weekTitle(week: string): string {
  return words.value.week.weekNumber({ week: Number(week.slice(6)) });
}
