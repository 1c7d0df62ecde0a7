import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type ApiProblem, remove, sendJson } from '../../api/api-client.ts';
import { deviceToken } from '../../api/device-token.ts';
import { asProblem, forgetAnswers } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { liveView } from '../../live/live-view.ts';
import { useSignInWays } from '../../shell/sign-in-ways.ts';
import { forgetThisDevice } from '../../shell/forget-this-device.ts';
import { AccountEvents } from './account-events.tsx';
import { Passkeys } from './passkeys.tsx';
import { OwnSessions } from './own-sessions.tsx';

const SHORTEST_PASSWORD = 12;

/** How this browser came in, another way for later visits, and the way out. */
export function SignInSection(): JSX.Element {
  const t = words.value.signIn;
  const paired = deviceToken() !== null;
  const leaving = useAction();
  const hasPasskeys = useSignInWays()?.passkey === true;
  // What is not yet with the server would be lost.
  const unsent = liveView.value.phase !== 'idle' && liveView.value.phase !== 'ended';
  const leave = async (): Promise<void> => {
    if (paired) await remove('/v1/devices/current');
    else await sendJson('POST', '/v1/auth/sign-out', {});
    await forgetThisDevice();
  };
  const leaveEverywhere = async (): Promise<void> => {
    await remove('/v1/auth/sessions');
    await forgetThisDevice();
  };
  return (
    <section class="card stack" aria-labelledby="sign-in">
      <h2 id="sign-in">{t.sectionTitle}</h2>
      {paired ? (
        <p class="soft">{t.pairedText}</p>
      ) : (
        <>
          {hasPasskeys && <Passkeys />}
          <PasswordForm />
          <OwnSessions busy={leaving.busy || unsent} onEndAll={() => leaving.run(leaveEverywhere)} />
          <AccountEvents />
        </>
      )}
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

function needsProof({ code, field }: ApiProblem): boolean {
  return code === 'not_allowed' && field === 'currentPassword';
}

function PasswordForm(): JSX.Element {
  const t = words.value.signIn;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [current, setCurrent] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const proof = current === null || current === '' ? {} : { currentPassword: current };
    try {
      await sendJson('PUT', '/v1/auth/credentials', { email, password, ...proof });
    } catch (error) {
      // Asked for only where the sign-in is too old to be proof enough (W).
      if (needsProof(asProblem(error))) setCurrent('');
      throw error;
    }
    setPassword('');
    setCurrent(null);
    // Sessions have ended by it, which is written down.
    forgetAnswers();
  };
  const form = useForm(save);
  const isRefused = form.problem !== null && needsProof(form.problem);
  return (
    <form class="stack" {...form.handlers}>
      <p class="soft">{t.passwordText}</p>
      <div class="form-grid">
        <TextField
          label={t.email}
          type="email"
          autocomplete="username"
          required
          value={email}
          onValue={setEmail}
        />
        <TextField
          label={t.newPassword({ shortest: SHORTEST_PASSWORD })}
          type="password"
          autocomplete="new-password"
          required
          minLength={SHORTEST_PASSWORD}
          maxLength={200}
          value={password}
          onValue={setPassword}
        />
        {current !== null && (
          <TextField
            label={t.currentPassword}
            type="password"
            autocomplete="current-password"
            minLength={SHORTEST_PASSWORD}
            maxLength={200}
            value={current}
            onValue={setCurrent}
          />
        )}
      </div>
      {isRefused ? (
        <p class="notice" role="alert">
          {t.proofNeeded}
        </p>
      ) : (
        <ProblemNotice problem={form.problem} />
      )}
      <div class="row">
        <button type="submit" class="button" disabled={form.busy}>
          {t.savePassword}
        </button>
        <span role="status">{form.saved ? t.passwordSaved : ''}</span>
      </div>
    </form>
  );
}
