import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../api/api-client.ts';
import { TextField } from '../components/field.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { useForm } from '../components/use-form.ts';
import { words } from '../language/language.ts';

/** Makes an account, where the installation is open to all (U3): its owner comes as an athlete. */
export function SignUp({ onEntered }: { onEntered: () => Promise<void> }): JSX.Element {
  const t = words.value.signIn;
  const invitation = words.value.people.invitation;
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const form = useForm(async () => {
    await sendJson('POST', '/v1/auth/sign-up/email', { name, email, password });
    await onEntered();
  });
  return (
    <details>
      <summary class="button">{t.signUpTitle}</summary>
      <form class="stack" aria-label={t.signUpTitle} {...form.handlers}>
        <TextField
          label={invitation.name}
          required
          maxLength={200}
          autocomplete="name"
          value={name}
          onValue={setName}
        />
        <TextField
          label={t.email}
          type="email"
          required
          autocomplete="username"
          value={email}
          onValue={setEmail}
        />
        <TextField
          label={invitation.password}
          type="password"
          required
          minLength={12}
          autocomplete="new-password"
          value={password}
          onValue={setPassword}
        />
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
