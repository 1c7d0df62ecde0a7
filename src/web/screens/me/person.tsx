import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../../api/api-client.ts';
import type { AthleteJson } from '../../api/contract.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TimeZoneField } from '../../components/time-zone-field.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { keepAthlete } from '../../shell/athlete.ts';
import { LanguageSwitch } from '../../shell/language-switch.tsx';

const FLAGS = ['rate_limiting_medication', 'pacemaker'] as const;

/** Name, birth date, time zone, and what must be known before anybody says "push harder" (M7). */
export function Person({ person }: { person: AthleteJson }): JSX.Element {
  const t = words.value.person;
  const [name, setName] = useState(person.name);
  const [birthDate, setBirthDate] = useState(person.birthDate ?? '');
  const [timeZone, setTimeZone] = useState(person.timeZone);
  const [flags, setFlags] = useState<AthleteJson['flags']>(person.flags);
  const save = async (): Promise<void> => {
    const changed = await sendJson<AthleteJson>('PATCH', '/v1/athlete', {
      ...(name === '' ? {} : { name }),
      ...(timeZone === person.timeZone ? {} : { timeZone }),
      birthDate: birthDate === '' ? null : birthDate,
      flags,
    });
    keepAthlete(changed);
    forgetAnswers();
  };
  const form = useForm(save);
  return (
    <section class="card stack" aria-labelledby="person">
      <h2 id="person">{t.title}</h2>
      <form class="stack" {...form.handlers}>
        <div class="form-grid">
          <TextField label={t.name} autocomplete="name" value={name} onValue={setName} />
          <TextField
            label={t.birthDate}
            type="date"
            autocomplete="bday"
            value={birthDate}
            onValue={setBirthDate}
          />
          <TimeZoneField value={timeZone} onChange={setTimeZone} />
          <div class="field">
            <span>{words.value.nav.language}</span>
            <LanguageSwitch />
          </div>
        </div>
        <fieldset class="stack tight flags">
          <legend>{t.flagsTitle}</legend>
          {FLAGS.map((flag) => (
            <label key={flag} class="check">
              <input
                type="checkbox"
                checked={flags.includes(flag)}
                onChange={(event) =>
                  setFlags(
                    event.currentTarget.checked ? [...flags, flag] : flags.filter((each) => each !== flag),
                  )
                }
              />
              {t.flags[flag]}
            </label>
          ))}
        </fieldset>
        <div class="row">
          <button type="submit" class="button" disabled={form.busy}>
            {t.save}
          </button>
          <span role="status">{form.saved ? t.saved : ''}</span>
        </div>
      </form>
      <ProblemNotice problem={form.problem} />
    </section>
  );
}
