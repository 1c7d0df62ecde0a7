import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nextWeek, parseIsoWeek } from '../../../domain/calendar/week.ts';
import { sendJson } from '../../api/api-client.ts';
import { Field, TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { weekDates } from '../../language/format.ts';
import { words } from '../../language/language.ts';

/** A word to an athlete: pinned to the week that is shown or the one after it, or to none (R4). */
export function WriteNote(to: {
  athleteId: string;
  name: string;
  week: string;
  onSent?: () => void;
}): JSX.Element {
  const t = words.value.people.desk;
  const [text, setText] = useState('');
  const given = parseIsoWeek(to.week);
  const weeks: readonly string[] = given === null ? [] : [given, nextWeek(given)];
  const [chosen, setChosen] = useState<string>(to.week);
  // On the way to another week the choice is of that one.
  const week = weeks.includes(chosen) || chosen === '' ? chosen : to.week;
  const form = useForm(async () => {
    await sendJson('POST', `/v1/athletes/${to.athleteId}/notes`, {
      text,
      ...(week !== '' && { week }),
    });
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
      <Field label={t.noteFor}>
        <select value={week} onChange={(event) => setChosen(event.currentTarget.value)}>
          {weeks.map((each) => (
            <option key={each} value={each}>
              {weekDates(each)}
            </option>
          ))}
          <option value="">{t.noteForNone}</option>
        </select>
      </Field>
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
