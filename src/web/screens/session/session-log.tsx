import type { JSX } from 'preact';
import { parseLocalDate } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import { getInWords } from '../../api/api-client.ts';
import type { Items, SessionJson } from '../../api/contract.ts';
import { Pages } from '../../components/pages.tsx';
import { words } from '../../language/language.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { SessionRow } from './session-row.tsx';

/** Sessions as a training log, newest first, week by week; older ones when they are asked for. `first`: the newest. */
export function SessionLog({ first }: { first: Items<SessionJson> }): JSX.Element {
  const { path, opens, hrefOf } = useShownAthlete();
  const load = (cursor: string): Promise<Items<SessionJson>> =>
    getInWords<Items<SessionJson>>(`${path}/sessions?cursor=${cursor}`);
  return (
    <Pages first={first} load={load} moreLabel={words.value.upload.more}>
      {(all) =>
        byWeek(all).map(([week, sessions]) => (
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
        ))
      }
    </Pages>
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
