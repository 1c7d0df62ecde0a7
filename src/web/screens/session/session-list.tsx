import type { JSX } from 'preact';
import { getJson } from '../../api/api-client.ts';
import type { Items, SessionJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Beginnings } from '../../components/beginnings.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { clock, longDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';

/** All sessions, newest first. */
export function SessionList(): JSX.Element {
  const t = words.value.session;
  const list = useResource('sessions', () => getJson<Items<SessionJson>>('/v1/sessions'));
  if (list.state === 'loading') return <Loading heights={[60, 300]} />;
  if (list.state === 'failed') return <ProblemNotice problem={list.problem} retry={list.reload} />;
  const { items } = list.value;
  return (
    <div class="stack">
      <h1>{t.listTitle}</h1>
      {items.length === 0 ? (
        <>
          <p class="soft">{words.value.week.emptyText}</p>
          <Beginnings />
        </>
      ) : (
        <ul class="evidence">
          {items.map(({ id, localDate, sport, activeSeconds, simulated }) => (
            <li key={id}>
              <a href={hrefOf('session', id)}>{longDate(localDate)}</a>
              <span>{words.value.sports[sport ?? ''] ?? t.untitled}</span>
              <span>{clock(activeSeconds)}</span>
              {simulated && <span class="soft">{t.simulated}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
