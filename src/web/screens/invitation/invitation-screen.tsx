import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson, signedOut } from '../../api/api-client.ts';
import type { AcceptedJson } from '../../api/contract.ts';
import { AccountFields, EMPTY_ACCOUNT } from '../../components/account-fields.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { useForm } from '../../components/use-form.ts';
import { locale, words } from '../../language/language.ts';
import { browserTimeZone } from '../../shell/athlete.ts';
import { addPasskey } from '../../shell/passkey.ts';
import { useSignInWays } from '../../shell/sign-in-ways.ts';
import { isOnlyStaff, loadMe, me } from '../../shell/me.ts';
import { go } from '../../shell/route.ts';
import { offerSubject } from '../consent/offer.ts';
import '../start/start-screen.css';

/** Takes up an invitation (U2). `subject` is its token, which stands behind the `#` and goes to nobody but our server. */
export function InvitationScreen({ subject }: { subject: string | null }): JSX.Element {
  const t = words.value.people.invitation;
  const [account, setAccount] = useState(EMPTY_ACCOUNT);
  const hasPasskeys = useSignInWays()?.passkey === true;
  const withPasskey = useAction();
  const accept = async (): Promise<AcceptedJson['clinic']> => {
    const { name, email, password } = account;
    const { clinic } = await sendJson<AcceptedJson>('POST', '/v1/invitations/accept', {
      token: subject ?? '',
      name,
      ...(email === '' ? {} : { email }),
      ...(password === '' ? {} : { password }),
      locale: locale.value,
      timeZone: browserTimeZone(),
    });
    signedOut.value = false;
    await loadMe();
    return clinic;
  };
  const arrive = (clinic: AcceptedJson['clinic']): void => {
    const works = me.value?.clinics.some(({ id }) => id === clinic?.id) === true;
    if (isOnlyStaff() || works) go('desk');
    else if (clinic === undefined) go('week');
    else go('consent', offerSubject({ to: 'clinicId', id: clinic.id }));
  };
  const form = useForm(async () => arrive(await accept()));
  // The invitation is taken by then: who says no to the passkey is in all the same, and may add one under Me.
  const acceptWithPasskey = async (): Promise<void> => {
    const clinic = await accept();
    await addPasskey().catch(() => false);
    arrive(clinic);
  };
  const problem = form.problem ?? withPasskey.problem;
  const isBusy = form.busy || withPasskey.busy;
  const isGone = problem?.code === 'gone';
  return (
    <div class="start stack">
      <h1>{isGone ? t.goneTitle : t.title}</h1>
      {isGone ? (
        <p role="alert">{t.gone}</p>
      ) : (
        <form class="stack" {...form.handlers}>
          <p class="lead">{t.text}</p>
          <AccountFields account={account} onAccount={setAccount} emailLabel={t.email} required={false} />
          <p class="soft">{t.later}</p>
          <ProblemNotice problem={problem} />
          <div class="row">
            {hasPasskeys && (
              <button
                type="button"
                class="button primary"
                disabled={isBusy}
                onClick={(event) => {
                  if (event.currentTarget.form?.reportValidity() === true) withPasskey.run(acceptWithPasskey);
                }}
              >
                {words.value.account.acceptWithPasskey}
              </button>
            )}
            <button type="submit" class={hasPasskeys ? 'button' : 'button primary'} disabled={isBusy}>
              {t.accept}
            </button>
          </div>
        </form>
      )}
    </div>
  );
}
