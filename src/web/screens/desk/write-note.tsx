import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../../api/api-client.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';

/** A message to an athlete, pinned to the week (R4). */
export function WriteNote(to: {
  athleteId: string;
  name: string;
  week: string;
  onSent?: () => void;
}): JSX.Element {
  const t = words.value.people.desk;
  const [text, setText] = useState('');
  const form = useForm(async () => {
    await sendJson('POST', `/v1/athletes/${to.athleteId}/notes`, { text, week: to.week });
    setText('');
    to.onSent?.();
  });
  return (
    <form class="stack tight" {...form.handlers}>
      <TextField
        label={t.noteTo({ name: to.name })}
        required
        maxLength={2000}
        value={text}
        onValue={setText}
      />
      <p class="soft small">{t.noteText}</p>
      <ProblemNotice problem={form.problem} />
      <div class="row">
        <button type="submit" class="button primary" disabled={form.busy}>
          {t.send}
        </button>
        <span role="status">{form.saved ? t.sent : ''}</span>
      </div>
    </form>
  );
}
