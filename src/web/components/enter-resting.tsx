import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../api/api-client.ts';
import { forgetAnswers } from '../api/resource.ts';
import { words } from '../language/language.ts';
import { today } from '../shell/athlete.ts';
import { NumberField, TextField } from './field.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useForm } from './use-form.ts';

/** A resting heart rate by hand (R). */
export function EnterResting(): JSX.Element {
  const t = words.value.weeks;
  const [bpm, setBpm] = useState('');
  const [date, setDate] = useState<string>(today());
  const save = async (): Promise<void> => {
    await sendJson('PUT', `/v1/athlete/resting-heart-rates/${date}`, { bpm: Number(bpm) });
    setBpm('');
    forgetAnswers();
  };
  const form = useForm(save);
  return (
    <form class="row form-row" {...form.handlers}>
      <NumberField label={t.restingBpm} min={20} max={150} required value={bpm} onValue={setBpm} />
      <TextField label={t.date} type="date" required max={today()} value={date} onValue={setDate} />
      <button type="submit" class="button" disabled={form.busy}>
        {t.restingSave}
      </button>
      <span role="status">{form.saved ? t.restingSaved : ''}</span>
      <ProblemNotice problem={form.problem} />
    </form>
  );
}
