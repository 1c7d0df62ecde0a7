import type { JSX } from 'preact';
import { getJson, remove } from '../../api/api-client.ts';
import type { ConnectionJson, Items } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate, moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';

/** Applications that act for the person: what for, since when, last use, and the tap that ends it (D2). */
export function ConnectedApplications(): JSX.Element {
  const t = words.value.applications.connected;
  const list = useResource('applications connected', () => getJson<Items<ConnectionJson>>('/v1/connections'));
  const { reload } = list;
  return (
    <>
      {list.state === 'loading' && <Loading heights={[60]} />}
      {list.state === 'failed' && <ProblemNotice problem={list.problem} retry={list.reload} />}
      {list.state === 'ready' && list.value.items.length === 0 && <p>{t.none}</p>}
      {list.state === 'ready' && (
        <ul class="looks">
          {list.value.items.map((connection) => (
            <ConnectedApplication key={connection.id} connection={connection} onChange={reload} />
          ))}
        </ul>
      )}
    </>
  );
}

function ConnectedApplication({
  connection,
  onChange,
}: {
  connection: ConnectionJson;
  onChange: () => void;
}): JSX.Element {
  const t = words.value.applications.connected;
  const { since, until } = words.value.people.consent;
  const action = useAction();
  const { id, name, scopes, lastUsedAt } = connection;
  const disconnect = async (): Promise<void> => {
    await remove(`/v1/connections/${id}`);
    onChange();
  };
  const terms = [
    since({ date: dateOf(connection.since) }),
    until({ date: dateOf(connection.expiresAt) }),
    lastUsedAt === null ? t.neverUsed : t.lastUsed({ when: moment(lastUsedAt) }),
  ];
  return (
    <li class="stack tight">
      <strong>{name}</strong>
      <p>{scopes.map((scope) => t.scopes[scope]).join(' · ')}</p>
      <p class="soft small">{terms.join(' · ')}</p>
      <ProblemNotice problem={action.problem} />
      <div>
        <button
          type="button"
          class="button"
          disabled={action.busy}
          aria-label={t.disconnectOne({ name })}
          onClick={() => action.run(disconnect)}
        >
          {t.disconnect}
        </button>
      </div>
    </li>
  );
}

function dateOf(instant: string): string {
  return fullDate(instant.slice(0, 10));
}
