import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { remove, sendJson } from '../../api/api-client.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';

/** Illness or a holiday freezes the streaks (T11); by the athlete, or by whoever they let prescribe (C1). */
export function ExcuseWeek({ week, excused }: { week: string; excused: boolean }): JSX.Element {
  const t = words.value.week.excuse;
  const shown = useShownAthlete();
  const [reason, setReason] = useState('');
  const path = `${shown.path}/athlete/excused-weeks/${week}`;
  const save = async (): Promise<void> => {
    if (excused) await remove(path);
    else await sendJson('PUT', path, reason.trim() === '' ? {} : { reason: reason.trim() });
    forgetAnswers();
  };
  const form = useForm(save);
  return (
    <form class="stack" {...form.handlers}>
      <p class="soft">
        {shown.name === null ? (excused ? t.withdrawText : t.text) : excused ? t.withdrawTextOf : t.textOf}
      </p>
      {!excused && (
        <TextField
          label={t.reason}
          maxLength={500}
          placeholder={t.reasonExample}
          value={reason}
          onValue={setReason}
        />
      )}
      <ProblemNotice problem={form.problem} />
      <div>
        <button type="submit" class="button primary" disabled={form.busy}>
          {excused ? t.withdraw : t.save}
        </button>
      </div>
    </form>
  );
}
