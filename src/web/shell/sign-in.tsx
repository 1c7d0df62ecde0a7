import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, sendJson, signedOut } from '../api/api-client.ts';
import type { SignInWaysJson } from '../api/contract.ts';
import { useResource } from '../api/resource.ts';
import { TextField } from '../components/field.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { useForm } from '../components/use-form.ts';
import { words } from '../language/language.ts';
import { loadMe } from './me.ts';
import { MailLink } from './mail-link.tsx';
import { LanguageSwitch } from './language-switch.tsx';

/** Shown when the server does not know this browser: e-mail and password, a link by mail, or the printed one. */
export function SignIn(): JSX.Element {
  const t = words.value.signIn;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = async (): Promise<void> => {
    await sendJson('POST', '/v1/auth/sign-in/email', { email, password });
    signedOut.value = false;
    await loadMe();
  };
  const form = useForm(enter);
  const ways = useResource('sign-in-ways', () => getJson<SignInWaysJson>('/v1/auth/ways'));
  const hasMail = ways.state === 'ready' && ways.value.mailedLink;
  return (
    <div class="shell">
      <header class="top-bar">
        <span class="wordmark">Zone Coach</span>
        <LanguageSwitch />
      </header>
      <main class="sign-in stack">
        <h1>{t.title}</h1>
        <section class="stack" aria-labelledby="by-password">
          <h2 id="by-password">{t.passwordTitle}</h2>
          <form class="stack" {...form.handlers}>
            <TextField
              label={t.email}
              type="email"
              autocomplete="username"
              required
              value={email}
              onValue={setEmail}
            />
            <TextField
              label={t.password}
              type="password"
              autocomplete="current-password"
              required
              value={password}
              onValue={setPassword}
            />
            <ProblemNotice problem={form.problem} />
            <div>
              <button type="submit" class="button primary" disabled={form.busy}>
                {t.enter}
              </button>
            </div>
            {hasMail && <MailLink email={email} />}
          </form>
        </section>
        <section class="stack tight" aria-labelledby="by-link">
          <h2 id="by-link">{t.linkTitle}</h2>
          <p>{t.text}</p>
          <p>
            <code>{t.command}</code>
          </p>
        </section>
      </main>
    </div>
  );
}
