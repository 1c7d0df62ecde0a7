import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, sendJson } from '../../api/api-client.ts';
import { useResource } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { addPasskey } from '../../shell/passkey.ts';

/** What the identity library says of a passkey. */
interface Passkey {
  readonly id: string;
  readonly name: string | null;
  readonly createdAt: string;
}

/** The person's passkeys (U4): added on this device, removed one by one. */
export function Passkeys(): JSX.Element {
  const t = words.value.account;
  const list = useResource('passkeys', () => getJson<Passkey[]>('/v1/auth/passkey/list-user-passkeys'));
  const [isAdded, setAdded] = useState(false);
  const action = useAction();
  const { reload } = list;
  const add = async (): Promise<void> => {
    setAdded(await addPasskey());
    reload();
  };
  const removeOne = async (id: string): Promise<void> => {
    await sendJson('POST', '/v1/auth/passkey/delete-passkey', { id });
    setAdded(false);
    reload();
  };
  const mustSignInAgain = action.problem?.code === 'session_not_fresh';
  return (
    <div class="stack tight">
      <h3>{t.passkeysTitle}</h3>
      <p class="soft">{t.passkeysText}</p>
      {mustSignInAgain ? (
        <p class="notice" role="alert">
          {t.passkeyNeedsSignIn}
        </p>
      ) : (
        <ProblemNotice problem={action.problem} />
      )}
      {list.state === 'ready' && list.value.length > 0 && (
        <ul class="plain-list">
          {list.value.map(({ id, name, createdAt }) => (
            <li key={id} class="row">
              <strong>{name ?? t.passkey}</strong>
              <span class="soft">{t.passkeyAdded({ when: moment(createdAt) })}</span>
              <button
                type="button"
                class="button quiet"
                disabled={action.busy}
                aria-label={t.passkeyRemoveOf({ name: name ?? t.passkey })}
                onClick={() => action.run(() => removeOne(id))}
              >
                {t.passkeyRemove}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="row">
        <button type="button" class="button" disabled={action.busy} onClick={() => action.run(add)}>
          {t.passkeyAdd}
        </button>
        <span role="status">{isAdded ? t.passkeySaved : ''}</span>
      </div>
    </div>
  );
}
