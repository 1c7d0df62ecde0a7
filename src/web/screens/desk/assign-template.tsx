import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { addDays, dayOfWeek, parseLocalDate } from '../../../domain/calendar/local-time.ts';
import { getJson, sendJson } from '../../api/api-client.ts';
import type { LocalDate } from '../../../domain/units.ts';
import type { AssignedJson, Items, VisibleAthleteJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { today } from '../../shell/athlete.ts';

/** Gives a template to one or many from a Monday (R6): to those who let the clinic prescribe. */
export function AssignTemplate({
  clinicId,
  templateId,
}: {
  clinicId: string;
  templateId: string;
}): JSX.Element {
  const t = words.value.clinicDesk.templates;
  const visible = useResource('visible', () => getJson<Items<VisibleAthleteJson>>('/v1/athletes'));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [validFrom, setValidFrom] = useState<string>(addDays(thisMonday(), 7));
  const [assigned, setAssigned] = useState<readonly AssignedJson[]>([]);
  const date = parseLocalDate(validFrom);
  const isMonday = date !== null && dayOfWeek(date) === 1;
  const form = useForm(async () => {
    const path = `/v1/clinics/${clinicId}/templates/${templateId}/assign`;
    const body = { athleteIds: chosen, validFrom };
    setAssigned((await sendJson<Items<AssignedJson>>('POST', path, body)).items);
  });
  if (visible.state === 'loading') return <Loading heights={[120]} />;
  if (visible.state === 'failed') return <ProblemNotice problem={visible.problem} retry={visible.reload} />;
  const athletes = visible.value.items.filter(
    (each) => each.clinicId === clinicId && each.scopes.includes('prescribe'),
  );
  if (athletes.length === 0) return <p class="notice">{t.nobody}</p>;
  const nameOf = (id: string): string => athletes.find(({ athleteId }) => athleteId === id)?.name ?? id;
  const toggle = (id: string, on: boolean): void =>
    setChosen(on ? [...chosen, id] : chosen.filter((each) => each !== id));
  const everybody = athletes.map(({ athleteId }) => athleteId);
  const done = assigned
    .filter(({ status }) => status === 'assigned')
    .map(({ athleteId }) => nameOf(athleteId));
  const refused = assigned.filter(({ status }) => status === 'refused');
  return (
    <form class="stack assign" {...form.handlers}>
      <fieldset class="stack tight">
        <legend class="small">
          <strong>{t.toWhom}</strong>
        </legend>
        {athletes.length > 1 && (
          <label class="check">
            <input
              type="checkbox"
              checked={chosen.length === everybody.length}
              onChange={(event) => setChosen(event.currentTarget.checked ? everybody : [])}
            />
            {t.everybody({ n: everybody.length })}
          </label>
        )}
        <div class="names">
          {athletes.map(({ athleteId, name }) => (
            <label key={athleteId} class="check">
              <input
                type="checkbox"
                checked={chosen.includes(athleteId)}
                onChange={(event) => toggle(athleteId, event.currentTarget.checked)}
              />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <TextField
        label={t.from}
        type="date"
        min={thisMonday()}
        step={7}
        required
        value={validFrom}
        onValue={setValidFrom}
      />
      {!isMonday && <p class="fault">{t.aMonday}</p>}
      <ProblemNotice problem={form.problem} />
      <div>
        <button type="submit" class="button primary" disabled={form.busy || chosen.length === 0 || !isMonday}>
          {t.give({ n: chosen.length })}
        </button>
      </div>
      <div role="status">
        {form.saved && done.length > 0 && (
          <p>{t.given({ names: done.join(', '), date: fullDate(validFrom) })}</p>
        )}
        {form.saved &&
          refused.map(({ athleteId }) => <p key={athleteId}>{t.refused({ name: nameOf(athleteId) })}</p>)}
      </div>
    </form>
  );
}

/** Also what the steps of a week are counted from: without it they are Thursdays, as 1970 began. */
function thisMonday(): LocalDate {
  return addDays(today(), 1 - dayOfWeek(today()));
}
