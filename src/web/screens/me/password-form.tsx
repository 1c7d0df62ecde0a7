import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type ApiProblem, sendJson } from '../../api/api-client.ts';
import type { AddressToConfirmJson } from '../../api/contract.ts';
import { asProblem, forgetAnswers } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { locale, words } from '../../language/language.ts';
import { me } from '../../shell/me.ts';

const SHORTEST_PASSWORD = 12;

/** Another e-mail and password (U5, W). */
export function PasswordForm(): JSX.Element {
  const t = words.value.signIn;
  const known = me.value?.user.email;
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [current, setCurrent] = useState<string | null>(null);
  const [toConfirm, setToConfirm] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const proof = current === null || current === '' ? {} : { currentPassword: current };
    const given = { email, password, locale: locale.value, ...proof };
    try {
      const answer = await sendJson<AddressToConfirmJson | undefined>('PUT', '/v1/auth/credentials', given);
      setToConfirm(answer?.emailToConfirm ?? null);
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
  const saved =
    toConfirm === null ? t.passwordSaved : words.value.account.addressToConfirm({ email: toConfirm });
  const isRefused = form.problem !== null && needsProof(form.problem);
  return (
    <form class="stack" {...form.handlers}>
      <p class="soft">{known === undefined ? t.noEmailYet : t.emailKnown({ email: known })}</p>
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
        <span role="status">{form.saved ? saved : ''}</span>
      </div>
    </form>
  );
}

function needsProof({ code, field }: ApiProblem): boolean {
  return code === 'not_allowed' && field === 'currentPassword';
}
