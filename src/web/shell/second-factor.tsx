import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../api/api-client.ts';
import { CodeField, codeOf } from '../components/code-field.tsx';
import { TextField } from '../components/field.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { useForm } from '../components/use-form.ts';
import { words } from '../language/language.ts';

/** No further code is taken then: the first factor must be given once more. */
const OVER = [
  'invalid_two_factor_cookie',
  'too_many_attempts_request_new_code',
  'account_temporarily_locked',
];

/** After a password or a link: the code of the app, or one of the spare ones (U4). */
export function SecondFactor({
  onEntered,
  onLeave,
}: {
  onEntered: () => Promise<void>;
  onLeave: () => void;
}): JSX.Element {
  const t = words.value.twoFactor.challenge;
  const [bySpare, setBySpare] = useState(false);
  const [code, setCode] = useState('');
  const form = useForm(async () => {
    const [path, sent] = bySpare ? ['verify-backup-code', code.trim()] : ['verify-totp', codeOf(code)];
    await sendJson('POST', `/v1/auth/two-factor/${path}`, { code: sent });
    await onEntered();
  });
  const isOver = form.problem !== null && OVER.includes(form.problem.code);
  return (
    <form class="stack" {...form.handlers}>
      <p>{bySpare ? t.backupText : t.text}</p>
      {bySpare ? (
        <TextField
          label={t.backupCode}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          required
          maxLength={40}
          value={code}
          onValue={setCode}
        />
      ) : (
        <CodeField label={t.code} value={code} onValue={setCode} />
      )}
      <ProblemNotice problem={form.problem} />
      <div class="row">
        {!isOver && (
          <button type="submit" class="button primary" disabled={form.busy}>
            {t.enter}
          </button>
        )}
        <button type="button" class={isOver ? 'button primary' : 'button quiet'} onClick={onLeave}>
          {t.startAgain}
        </button>
      </div>
      {!isOver && (
        <div>
          <button
            type="button"
            class="button quiet flush"
            onClick={() => {
              setBySpare(!bySpare);
              setCode('');
            }}
          >
            {bySpare ? t.useApp : t.useBackup}
          </button>
        </div>
      )}
    </form>
  );
}
