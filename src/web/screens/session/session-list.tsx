import type { JSX } from 'preact';
import { getInWords } from '../../api/api-client.ts';
import type { Items, SessionJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Beginnings } from '../../components/beginnings.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { SessionLog } from './session-log.tsx';
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
        <SessionLog key={list.value.items[0]?.id} first={list.value} />
      )}
    </div>
  );
}
