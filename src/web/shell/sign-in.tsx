import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson, signedOut } from '../api/api-client.ts';
import { TextField } from '../components/field.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { useForm } from '../components/use-form.ts';
import { words } from '../language/language.ts';
import { AddressNotice } from './address-notice.tsx';
import { endCodeAsked, isCodeAsked } from './arrival.ts';
import { loadMe } from './me.ts';
import { PasskeyEntrance } from './passkey-entrance.tsx';
import { SecondFactor } from './second-factor.tsx';
import { useSignInWays } from './sign-in-ways.ts';
import { SignUp } from './sign-up.tsx';
import { MailLink } from './mail-link.tsx';
import { LanguageSwitch } from './language-switch.tsx';

/** What the identity library says to e-mail and password: whether they are one of two factors. */
interface SignedIn {
  readonly twoFactorRedirect?: boolean;
}

/** Shown when the server does not know this browser: a passkey, e-mail and password, a link by mail, or the printed one. */
export function SignIn(): JSX.Element {
  return (
    <div class="shell">
      <header class="top-bar">
        <span class="wordmark">Zone Coach</span>
        <LanguageSwitch />
      </header>
      <main class="sign-in stack">
        <AddressNotice />
        {isCodeAsked.value ? (
          <>
            <h1>{words.value.twoFactor.challenge.title}</h1>
            <SecondFactor onEntered={enterShell} onLeave={endCodeAsked} />
          </>
        ) : (
          <FirstFactor />
        )}
      </main>
    </div>
  );
}

function FirstFactor(): JSX.Element {
  const t = words.value.signIn;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = async (): Promise<void> => {
    const answer = await sendJson<SignedIn>('POST', '/v1/auth/sign-in/email', { email, password });
    if (answer.twoFactorRedirect !== true) return enterShell();
    setPassword('');
    isCodeAsked.value = true;
  };
  const form = useForm(enter);
  const ways = useSignInWays();
  return (
    <>
      <h1>{t.title}</h1>
      {ways?.passkey === true && <PasskeyEntrance onEntered={enterShell} />}
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
          {ways?.mailedLink === true && <MailLink email={email} />}
        </form>
      </section>
      {ways?.signUp === true && <SignUp onEntered={enterShell} />}
      <section class="stack tight" aria-labelledby="by-link">
        <h2 id="by-link">{t.linkTitle}</h2>
        <p>{t.text}</p>
        <p>
          <code>{t.command}</code>
        </p>
      </section>
    </>
  );
}

async function enterShell(): Promise<void> {
  endCodeAsked();
  signedOut.value = false;
  await loadMe();
}
