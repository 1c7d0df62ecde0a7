import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../api/api-client.ts';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { useAction } from '../components/use-action.ts';
import { locale, words } from '../language/language.ts';

/** Beside a field for the address, within its form: a link by mail instead of a password (U4, U5). */
export function MailLink({ email }: { email: string }): JSX.Element {
  const t = words.value.account;
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, problem, run } = useAction();
  const send = async (): Promise<void> => {
    await sendJson('POST', '/v1/auth/sign-in-link', { email, locale: locale.value });
    setSentTo(email);
  };
  return (
    <>
      <p class="soft">{t.mailLinkText}</p>
      <ProblemNotice problem={problem} />
      <div>
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={(event) => {
            const field = event.currentTarget.form?.querySelector<HTMLInputElement>('input[type=email]');
            if (field?.reportValidity() === true) run(send);
          }}
        >
          {t.mailLink}
        </button>
      </div>
      <p role="status">{sentTo === email ? t.mailSent : ''}</p>
    </>
  );
}
