import type { JSX } from 'preact';
import { getJson, remove } from '../../api/api-client.ts';
import type { OwnSessionsJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { browserName } from '../../shell/browser-name.ts';

type OwnSession = OwnSessionsJson['items'][number];

/** Where the person is signed in (U5): one by one, and all at once by `onEndAll`. */
export function OwnSessions({
  busy,
  onEndAll,
}: {
  readonly busy: boolean;
  readonly onEndAll: () => void;
}): JSX.Element {
  const t = words.value.account;
  const list = useResource('own-sessions', () => getJson<OwnSessionsJson>('/v1/auth/sessions'));
  const action = useAction();
  const end = async (id: string): Promise<void> => {
    await remove(`/v1/auth/sessions/${id}`);
    list.reload();
  };
  return (
    <div class="stack tight">
      <h3>{t.sessionsTitle}</h3>
      <ProblemNotice problem={action.problem} />
      {list.state === 'loading' && <Loading heights={[60]} />}
      {list.state === 'failed' && <ProblemNotice problem={list.problem} retry={list.reload} />}
      {list.state === 'ready' && (
        <ul class="plain-list">
          {list.value.items.map((session) => (
            <li key={session.id} class="row">
              <strong>{nameOf(session)}</strong>
              <span class="soft">
                {session.current ? t.here : t.lastUsed({ when: moment(session.lastUsedAt) })}
              </span>
              {!session.current && (
                <button
                  type="button"
                  class="button quiet"
                  disabled={action.busy}
                  aria-label={t.endOf({ name: nameOf(session) })}
                  onClick={() => action.run(() => end(session.id))}
                >
                  {t.end}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {list.state === 'ready' && list.value.items.length > 1 && (
        <div>
          <button type="button" class="button quiet flush" disabled={busy} onClick={onEndAll}>
            {t.endAll}
          </button>
        </div>
      )}
    </div>
  );
}

function nameOf({ userAgent }: OwnSession): string {
  const t = words.value.account;
  const named = browserName(userAgent);
  return named === null ? t.unknownBrowser : t.browserOn(named);
}
