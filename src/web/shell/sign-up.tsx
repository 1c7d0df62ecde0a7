import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../api/api-client.ts';
import { AccountFields, EMPTY_ACCOUNT } from '../components/account-fields.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { useForm } from '../components/use-form.ts';
import { words } from '../language/language.ts';

/** Makes an account, where the installation is open to all (U3): its owner comes as an athlete. */
export function SignUp({ onEntered }: { onEntered: () => Promise<void> }): JSX.Element {
  const t = words.value.signIn;
  const [account, setAccount] = useState(EMPTY_ACCOUNT);
  const form = useForm(async () => {
    await sendJson('POST', '/v1/auth/sign-up/email', account);
    await onEntered();
  });
  return (
    <details>
      <summary class="button">{t.signUpTitle}</summary>
      <form class="stack" aria-label={t.signUpTitle} {...form.handlers}>
        <AccountFields account={account} onAccount={setAccount} emailLabel={t.email} required />
        <ProblemNotice problem={form.problem} />
        <div>
          <button type="submit" class="button primary" disabled={form.busy}>
            {t.signUp}
          </button>
        </div>
      </form>
    </details>
  );
}
