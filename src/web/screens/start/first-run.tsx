import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { parseLocalDate } from '../../../domain/calendar/local-time.ts';
import {
  DEFAULT_FORMULA,
  estimateMaxHeartRate,
  FORMULA_MARGIN_BPM,
  HIGHEST_MAX_BPM,
  LOWEST_MAX_BPM,
} from '../../../domain/max-heart-rate/formulas.ts';
import { remove, sendJson } from '../../api/api-client.ts';
import type { MaxHeartRatePreviewJson } from '../../api/contract.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { Beginnings } from '../../components/beginnings.tsx';
import { NumberField, TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TimeZoneField } from '../../components/time-zone-field.tsx';
import { useAction } from '../../components/use-action.ts';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { EXAMPLE_METHOD } from '../../live/simulation-max.ts';
import { athlete, browserTimeZone, loadAthlete, maxHeartRates, today } from '../../shell/athlete.ts';
import { isUnasked, loadMe, me, sayTrains } from '../../shell/me.ts';
import { go } from '../../shell/route.ts';

/** One page, then running. */
export function FirstRun(): JSX.Element {
  const t = words.value.start;
  const [name, setName] = useState(athlete.value?.name || (me.value?.user.name ?? ''));
  const [birthDate, setBirthDate] = useState('');
  const [bpm, setBpm] = useState('');
  const [timeZone, setTimeZone] = useState(browserTimeZone());
  const birth = parseLocalDate(birthDate);
  const formula = birth === null ? null : estimateMaxHeartRate(DEFAULT_FORMULA, birth, today());
  const unasked = isUnasked();
  const save = async (): Promise<void> => {
    if (isUnasked()) {
      await sendJson('PATCH', '/v1/me', { trains: true });
      await loadAthlete();
    }
    await sendJson('PATCH', '/v1/athlete', {
      name: name.trim(),
      ...(timeZone === athlete.value?.timeZone ? {} : { timeZone }),
      ...(birth === null ? {} : { birthDate }),
    });
    const value =
      bpm !== ''
        ? { bpm: Number(bpm), source: 'measured' }
        : formula !== null
          ? { bpm: formula, source: 'formula', method: DEFAULT_FORMULA }
          : null;
    if (value !== null) await replaceExample({ ...value, validFrom: '2000-01-01' });
    await loadMe();
    go('week');
  };
  const form = useForm(save);
  return (
    <div class="start stack">
      <header class="stack">
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
      </header>
      <section class="stack">
        <h2>{unasked ? t.asked : t.ways}</h2>
        {unasked && <p>{t.askedText}</p>}
        <Beginnings />
        {unasked && <ForOthers />}
      </section>
      <section class="stack" aria-labelledby="about-you">
        <h2 id="about-you">{t.aboutYou}</h2>
        <form class="stack" {...form.handlers}>
          <div class="form-grid">
            <TextField
              label={words.value.person.name}
              autocomplete="name"
              required
              value={name}
              onValue={setName}
            />
            <TextField
              label={words.value.person.birthDate}
              type="date"
              autocomplete="bday"
              value={birthDate}
              onValue={setBirthDate}
            />
            <NumberField
              label={t.measuredMax}
              min={LOWEST_MAX_BPM}
              max={HIGHEST_MAX_BPM}
              placeholder={formula === null ? '' : `${formula} ± ${FORMULA_MARGIN_BPM}`}
              value={bpm}
              onValue={setBpm}
            />
            <TimeZoneField value={timeZone} onChange={setTimeZone} />
          </div>
          <p class="soft small">
            {formula === null ? t.maxWhy : t.maxFormula({ bpm: formula, margin: FORMULA_MARGIN_BPM })}
          </p>
          <ProblemNotice problem={form.problem} />
          <div>
            <button type="submit" class="button primary" disabled={form.busy}>
              {t.save}
            </button>
          </div>
        </form>
      </section>
      <p class="soft small">{words.value.disclaimer}</p>
    </div>
  );
}

/** The way on for who runs the installation or looks after others, and trains nowhere (U1). */
function ForOthers(): JSX.Element {
  const t = words.value.start;
  const action = useAction();
  return (
    <>
      <div class="row">
        <button
          type="button"
          class="button"
          disabled={action.busy}
          onClick={() => action.run(() => sayTrains(false).then(() => go('desk')))}
        >
          {t.forOthers}
        </button>
        <span class="soft small">{t.forOthersText}</span>
      </div>
      <ProblemNotice problem={action.problem} />
    </>
  );
}

/** The first real value, valid from the beginning so that older files are judged too; a try-out's example goes. */
async function replaceExample(value: object): Promise<void> {
  const example = maxHeartRates.value?.find(({ method }) => method === EXAMPLE_METHOD);
  if (example !== undefined) await remove(`/v1/athlete/max-heart-rates/${example.id}`);
  else if ((maxHeartRates.value ?? []).length > 0) return;
  const { previewId } = await sendJson<MaxHeartRatePreviewJson>(
    'POST',
    '/v1/athlete/max-heart-rates/preview',
    value,
  );
  await sendJson('POST', '/v1/athlete/max-heart-rates', { ...value, previewId });
  forgetAnswers();
}
