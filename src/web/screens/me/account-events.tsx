import type { JSX } from 'preact';
import { getJson } from '../../api/api-client.ts';
import type { AccountEventsJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';

/** What was done to the account, newest first, so that a person sees what somebody else did (W). */
export function AccountEvents(): JSX.Element | null {
  const t = words.value.signIn;
  const list = useResource('account-events', () => getJson<AccountEventsJson>('/v1/auth/events'));
  if (list.state === 'failed') return <ProblemNotice problem={list.problem} retry={list.reload} />;
  if (list.state === 'loading' || list.value.items.length === 0) return null;
  return (
    <div class="stack tight">
      <h3>{t.events}</h3>
      <ul class="plain-list">
        {list.value.items.map(({ at, endedSessions }) => (
          <li key={at} class="row">
            <strong>{t.credentialsChanged}</strong>
            <span class="soft">
              {moment(at)}
              {endedSessions > 0 && ` · ${t.endedSessions({ count: endedSessions })}`}
            </span>
          </li>
        ))}
      </ul>
      <p class="soft">{t.notYou}</p>
    </div>
  );
}
