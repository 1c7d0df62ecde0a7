import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { HIGHEST_MAX_BPM, LOWEST_MAX_BPM } from '../../../domain/max-heart-rate/formulas.ts';
import { getJson, remove, sendJson } from '../../api/api-client.ts';
import type { CoachSuggestionJson, Items } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { NumberField, TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { useForm } from '../../components/use-form.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { today } from '../../shell/athlete.ts';
import { me } from '../../shell/me.ts';

/** A max heart rate is the athlete's to change: a coach suggests one (C6). */
export function SuggestMax({ athleteId }: { athleteId: string }): JSX.Element {
  const t = words.value.clinicDesk.max;
  const path = `/v1/athletes/${athleteId}/athlete/max-heart-rates/suggestions`;
  const made = useResource(path, () => getJson<Items<CoachSuggestionJson>>(path));
  const [bpm, setBpm] = useState('');
  const [validFrom, setValidFrom] = useState<string>(today());
  const [reason, setReason] = useState('');
  const { reload } = made;
  const form = useForm(async () => {
    const why = reason.trim() === '' ? {} : { reason: reason.trim() };
    await sendJson('POST', path, { bpm: Number(bpm), validFrom, ...why });
    setBpm('');
    setReason('');
    reload();
  });
  const action = useAction();
  const items = made.state === 'ready' ? made.value.items : [];
  return (
    <section class="stack" aria-labelledby="desk-max">
      <h3 id="desk-max">{t.title}</h3>
      <ul class="plain-list">
        {items.map(({ id, author, bpm: suggested, validFrom: from, state }) => (
          <li key={id} class="row">
            <strong>{suggested}</strong>
            <span>{words.value.maxHeartRate.since({ date: fullDate(from) })}</span>
            <span class="soft">{t.states[state]}</span>
            {state === 'open' && author.userId === me.value?.user.id && (
              <button
                type="button"
                class="button quiet"
                disabled={action.busy}
                onClick={() => action.run(() => remove(`${path}/${id}`).then(reload))}
              >
                {words.value.clinicDesk.athlete.takeBack}
              </button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNotice problem={action.problem} />
      <form class="stack tight" {...form.handlers}>
        <div class="row form-row">
          <NumberField
            label={words.value.maxHeartRate.bpm}
            required
            min={LOWEST_MAX_BPM}
            max={HIGHEST_MAX_BPM}
            value={bpm}
            onValue={setBpm}
          />
          <TextField
            label={words.value.maxHeartRate.from}
            type="date"
            required
            value={validFrom}
            onValue={setValidFrom}
          />
          <TextField
            label={words.value.prescription.reason}
            maxLength={1000}
            value={reason}
            onValue={setReason}
          />
        </div>
        <p class="soft small">{t.theirs}</p>
        <ProblemNotice problem={form.problem} />
        <div class="row">
          <button type="submit" class="button" disabled={form.busy}>
            {t.suggest}
          </button>
          <span role="status">{form.saved ? t.sent : ''}</span>
        </div>
      </form>
    </section>
  );
}
