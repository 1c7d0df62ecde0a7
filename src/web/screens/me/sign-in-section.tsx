import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../../api/api-client.ts';
import { deviceToken } from '../../api/device-token.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { liveView } from '../../live/live-view.ts';
import { forgetThisDevice } from '../../shell/forget-this-device.ts';

const SHORTEST_PASSWORD = 12;

/** How this browser came in, another way for later visits, and the way out. */
export function SignInSection(): JSX.Element {
  const t = words.value.signIn;
  const paired = deviceToken() !== null;
  const leaving = useAction();
  // What is not yet with the server would be lost.
  const unsent = liveView.value.phase !== 'idle' && liveView.value.phase !== 'ended';
  const leave = async (): Promise<void> => {
    if (!paired) await sendJson('POST', '/v1/auth/sign-out', {});
    await forgetThisDevice();
  };
  return (
    <section class="card stack" aria-labelledby="sign-in">
      <h2 id="sign-in">{t.sectionTitle}</h2>
      {paired ? <p class="soft">{t.pairedText}</p> : <PasswordForm />}
      {unsent && <p class="soft">{t.runFirst}</p>}
      <ProblemNotice problem={leaving.problem} />
      <div>
        <button
          type="button"
          class="button quiet flush"
          disabled={leaving.busy || unsent}
          onClick={() => leaving.run(leave)}
        >
          {paired ? t.unpair : t.signOut}
        </button>
      </div>
    </section>
  );
}

function PasswordForm(): JSX.Element {
  const t = words.value.signIn;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [saved, setSaved] = useState(false);
  const action = useAction();
  const save = async (): Promise<void> => {
    await sendJson('PUT', '/v1/auth/credentials', { email, password });
    setPassword('');
    setSaved(true);
  };
  return (
    <form
      class="stack"
      onInput={() => setSaved(false)}
      onSubmit={(event) => {
        event.preventDefault();
        action.run(save);
      }}
    >
      <p class="soft">{t.passwordText}</p>
      <div class="form-grid">
        <label class="field">
          <span>{t.email}</span>
          <input
            type="email"
            autocomplete="username"
            required
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{t.newPassword(SHORTEST_PASSWORD)}</span>
          <input
            type="password"
            autocomplete="new-password"
            required
            minLength={SHORTEST_PASSWORD}
            maxLength={200}
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
      </div>
      <ProblemNotice problem={action.problem} />
      <div class="row">
        <button type="submit" class="button" disabled={action.busy}>
          {t.savePassword}
        </button>
        <span role="status">{saved ? t.passwordSaved : ''}</span>
      </div>
    </form>
  );
}
