import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, sendJson } from '../../api/api-client.ts';
import type { ApplicationNameJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { me } from '../../shell/me.ts';
import { consentEnd } from '../../../domain/consent-end.ts';
import type { ApplicationScope } from '../../../domain/consent-scopes.ts';
import { askedAccess, type AskedAccess } from './asked-access.ts';
import './authorize-screen.css';

/** An application asks to act for the person (D2). `subject` is its request, signed by the server. */
export function AuthorizeScreen({ subject }: { subject: string | null }): JSX.Element {
  const t = words.value.applications.ask;
  const asked = askedAccess(subject);
  if (asked === null || subject === null) {
    return (
      <div class="authorize stack">
        <h1>{t.titleUnknown}</h1>
        <p role="alert">{t.unknown}</p>
      </div>
    );
  }
  return <Question asked={asked} query={subject} />;
}

function Question({ asked, query }: { asked: AskedAccess; query: string }): JSX.Element {
  const t = words.value.applications.ask;
  const application = useResource(`application ${asked.clientId}`, () =>
    getJson<ApplicationNameJson>(
      `/v1/auth/oauth2/public-client?client_id=${encodeURIComponent(asked.clientId)}`,
    ),
  );
  const [scopes, setScopes] = useState<readonly ApplicationScope[]>(asked.scopes);
  const action = useAction();
  const answer = async (said: object): Promise<void> => {
    const { url } = await sendJson<{ url: string }>('POST', '/v1/auth/oauth2/consent', {
      ...said,
      oauth_query: query,
    });
    location.assign(url);
  };
  const allow = (): void =>
    action.run(() => answer({ accept: true, scope: [...scopes, ...asked.others].join(' ') }));
  if (application.state === 'loading') return <Loading heights={[60, 220]} />;
  if (application.state === 'failed') {
    return application.problem.status === 404 ? (
      <p role="alert">{t.unknown}</p>
    ) : (
      <ProblemNotice problem={application.problem} retry={application.reload} />
    );
  }
  const { client_name: name = '?' } = application.value;
  const toggle = (scope: ApplicationScope, isGiven: boolean): void =>
    setScopes(asked.scopes.filter((each) => (each === scope ? isGiven : scopes.includes(each))));
  // Not everybody has said a name.
  const account = me.value?.user.name || me.value?.user.email || '';
  const isTooOld = action.problem?.code === 'invalid_signature';
  return (
    <div class="authorize stack">
      <h1>{t.title({ name })}</h1>
      <p class="lead">{asked.host === null ? t.backHere : t.back({ host: asked.host })}</p>
      <fieldset class="stack tight">
        <legend>{t.wants}</legend>
        {asked.scopes.map((scope) => (
          <label key={scope} class="check">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={(event) => toggle(scope, event.currentTarget.checked)}
            />
            {t.scopes[scope]}
          </label>
        ))}
        {(me.value?.clinics.length ?? 0) > 0 && <p class="soft">{t.others}</p>}
      </fieldset>
      <p>{t.until({ date: fullDate(consentEnd(new Date()).toISOString().slice(0, 10)) })}</p>
      {account !== '' && <p class="soft small">{t.signedIn({ name: account })}</p>}
      {isTooOld ? <p role="alert">{t.tooOld}</p> : <ProblemNotice problem={action.problem} />}
      <div class="row">
        <button
          type="button"
          class="button primary"
          disabled={action.busy || scopes.length === 0}
          onClick={allow}
        >
          {t.allow}
        </button>
        <button
          type="button"
          class="button"
          disabled={action.busy}
          onClick={() => action.run(() => answer({ accept: false }))}
        >
          {t.refuse}
        </button>
      </div>
    </div>
  );
}
