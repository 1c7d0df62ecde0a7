import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { parseLocalDate } from '../../../domain/calendar/local-time.ts';
import { sendJson } from '../../api/api-client.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { Field, NumberField, TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { athleteZones, today } from '../../shell/athlete.ts';
import { instantOf } from './instant-of.ts';

/** FIT names. Strength counts by its minutes (T6); the others show as a day moved (T14). */
const KINDS = {
  strength_training: { sport: 'training', subSport: 'strength_training' },
  yoga: { sport: 'training', subSport: 'yoga' },
  walking: { sport: 'walking' },
  cycling: { sport: 'cycling' },
  swimming: { sport: 'swimming' },
  running: { sport: 'running' },
} as const;
type Kind = keyof typeof KINDS;

/** A session without heart rate, as the athlete tells it. */
export function LogSession(): JSX.Element {
  const t = words.value.week.log;
  const [kind, setKind] = useState<Kind>('strength_training');
  const [date, setDate] = useState<string>(today());
  const [time, setTime] = useState('08:00');
  const [minutes, setMinutes] = useState('30');
  const [note, setNote] = useState('');
  const save = async (): Promise<void> => {
    // The field lets nothing else through.
    const day = parseLocalDate(date)!;
    await sendJson('POST', '/v1/sessions/logged', {
      ...KINDS[kind],
      startedAt: new Date(instantOf(day, time, athleteZones())).toISOString(),
      activeSeconds: 60 * Number(minutes),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
    forgetAnswers();
  };
  const form = useForm(save);
  return (
    <form class="stack" {...form.handlers}>
      <p class="soft">{t.text}</p>
      <div class="form-grid">
        <Field label={t.kind}>
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value as Kind)}>
            {Object.keys(KINDS).map((id) => (
              <option key={id} value={id}>
                {words.value.sports[id]}
              </option>
            ))}
          </select>
        </Field>
        <NumberField label={t.minutes} min={1} max={1440} required value={minutes} onValue={setMinutes} />
        <TextField label={t.date} type="date" required max={today()} value={date} onValue={setDate} />
        <TextField label={t.time} type="time" required value={time} onValue={setTime} />
        <TextField label={t.note} maxLength={1000} value={note} onValue={setNote} />
      </div>
      <ProblemNotice problem={form.problem} />
      <div class="row">
        <button type="submit" class="button primary" disabled={form.busy}>
          {t.save}
        </button>
        <span role="status">{form.saved ? t.saved : ''}</span>
      </div>
    </form>
  );
}
