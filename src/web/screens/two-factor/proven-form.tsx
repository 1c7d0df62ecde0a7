import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type ApiProblem, sendJson } from '../../api/api-client.ts';
import { asProblem } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';

/** What a set-up shows, once. */
export interface Enabled {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** What each change answers. */
interface Answers {
  readonly enable: Enabled;
  readonly 'generate-backup-codes': Pick<Enabled, 'backupCodes'>;
  readonly disable: unknown;
}

/** A change of the second factor: the password is asked for where the server wants it, and only then. */
export function ProvenForm<Path extends keyof Answers>({
  path,
  primary = false,
  onAnswer,
  children,
}: {
  path: Path;
  primary?: boolean;
  onAnswer: (answer: Answers[Path]) => Promise<void> | void;
  children: ComponentChildren;
}): JSX.Element {
  const t = words.value.twoFactor;
  const [password, setPassword] = useState<string | null>(null);
  const [sent, setSent] = useState<string | null>(null);
  const form = useForm(async () => {
    setSent(password);
    const proof = password === null || password === '' ? {} : { password };
    try {
      const answer = await sendJson<Answers[Path]>('POST', `/v1/auth/two-factor/${path}`, proof);
      setPassword(null);
      await onAnswer(answer);
    } catch (error) {
      if (wantsPassword(asProblem(error))) setPassword((typed) => typed ?? '');
      throw error;
    }
  });
  const isFirstAsked = (problem: ApiProblem): boolean => wantsPassword(problem) && (sent ?? '') === '';
  return (
    <form class="stack tight" {...form.handlers}>
      {form.problem !== null && isFirstAsked(form.problem) ? (
        <p role="alert">{form.problem.code === 'not_allowed' ? t.signInFirst : t.passwordFirst}</p>
      ) : (
        <ProblemNotice problem={form.problem} />
      )}
      {password !== null && (
        <TextField
          label={t.password}
          type="password"
          autocomplete="current-password"
          required
          maxLength={200}
          value={password}
          onValue={setPassword}
        />
      )}
      <div>
        <button type="submit" class={primary ? 'button primary' : 'button'} disabled={form.busy}>
          {children}
        </button>
      </div>
    </form>
  );
}

function wantsPassword({ code, field }: ApiProblem): boolean {
  return code === 'invalid_password' || (code === 'not_allowed' && field === 'password');
}
