import type { JSX } from 'preact';
import { getInWords } from '../../api/api-client.ts';
import type { Items, SessionJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { SessionLog } from '../session/session-log.tsx';

/** Every session that an athlete lets somebody see. */
export function AthleteSessions(): JSX.Element {
  const t = words.value;
  const path = `${useShownAthlete().path}/sessions`;
  const list = useResource(path, () => getInWords<Items<SessionJson>>(path));
  return (
    <section class="stack" aria-labelledby="desk-sessions">
      <h2 id="desk-sessions">{t.session.listTitle}</h2>
      {list.state === 'loading' && <Loading heights={[60, 300]} />}
      {list.state === 'failed' && <ProblemNotice problem={list.problem} retry={list.reload} />}
      {list.state === 'ready' && list.value.items.length === 0 && (
        <p class="soft">{t.clinicDesk.athlete.noSessions}</p>
      )}
      {list.state === 'ready' && <SessionLog key={list.value.items[0]?.id} first={list.value} />}
    </section>
  );
}
