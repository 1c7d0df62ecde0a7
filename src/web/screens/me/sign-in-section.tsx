import type { JSX } from 'preact';
import { remove, sendJson } from '../../api/api-client.ts';
import { deviceToken } from '../../api/device-token.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { liveView } from '../../live/live-view.ts';
import { useSignInWays } from '../../shell/sign-in-ways.ts';
import { forgetThisDevice } from '../../shell/forget-this-device.ts';
import { TwoFactorPart } from '../two-factor/two-factor-part.tsx';
import { AccountEvents } from './account-events.tsx';
import { Passkeys } from './passkeys.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { PasswordForm } from './password-form.tsx';

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
          <TwoFactorPart />
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
