import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { HIGHEST_THRESHOLD_BPM, LOWEST_THRESHOLD_BPM } from '../../../domain/basis/threshold-heart-rate.ts';
import { Field, NumberField, TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { basisInForce, basisValues, today } from '../../shell/athlete.ts';
import { DatedHeartRates, useDatedHeartRate } from './dated-heart-rate.tsx';
import { PreviewWeeks } from '../../components/preview-weeks.tsx';

const PATH = '/v1/athlete/threshold-heart-rates';

/** A dated threshold heart rate, changed only after a look at what changes (P5). */
export function ThresholdForm(): JSX.Element {
  const t = words.value;
  const [bpm, setBpm] = useState('');
  const [source, setSource] = useState<'measured' | 'entered'>('measured');
  const [validFrom, setValidFrom] = useState<string>(today());
  const { asked, action, ask, confirm, withdraw } = useDatedHeartRate(PATH, () => setBpm(''));
  const { thresholdBpm } = basisInForce();
  const submit = (event: Event): void => {
    event.preventDefault();
    if (asked === null) ask({ bpm: Number(bpm), source, validFrom });
    else confirm();
  };
  /** What was previewed is no longer what would be saved. */
  const change = <T,>(set: (value: T) => void) => {
    return (value: T): void => {
      set(value);
      withdraw();
    };
  };
  return (
    <form class="stack" onSubmit={submit}>
      <p>{thresholdBpm === null ? t.basis.thresholdNone : t.basis.thresholdNow({ bpm: thresholdBpm })}</p>
      <div class="row form-row">
        <NumberField
          label={t.basis.thresholdBpm}
          min={LOWEST_THRESHOLD_BPM}
          max={HIGHEST_THRESHOLD_BPM}
          required
          value={bpm}
          onValue={change(setBpm)}
        />
        <Field label={t.maxHeartRate.how}>
          <select
            value={source}
            onChange={({ currentTarget }) =>
              change(setSource)(currentTarget.value === 'entered' ? 'entered' : 'measured')
            }
          >
            <option value="measured">{t.sources.measured}</option>
            <option value="entered">{t.sources.entered}</option>
          </select>
        </Field>
        <TextField
          label={t.maxHeartRate.from}
          type="date"
          required
          value={validFrom}
          onValue={change(setValidFrom)}
        />
      </div>
      {asked !== null && <PreviewWeeks preview={asked.preview} />}
      <div class="row">
        <button type="submit" class={asked === null ? 'button' : 'button primary'} disabled={action.busy}>
          {asked === null ? t.maxHeartRate.preview : t.maxHeartRate.confirm}
        </button>
        {asked !== null && (
          <button type="button" class="button" onClick={withdraw}>
            {t.maxHeartRate.cancel}
          </button>
        )}
      </div>
      <ProblemNotice problem={action.problem} />
      <DatedHeartRates path={PATH} rates={basisValues().thresholdHeartRates ?? []} />
    </form>
  );
}
