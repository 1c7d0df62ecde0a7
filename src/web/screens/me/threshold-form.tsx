import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { HIGHEST_THRESHOLD_BPM, LOWEST_THRESHOLD_BPM } from '../../../domain/basis/threshold-heart-rate.ts';
import { remove, sendInWords, sendJson } from '../../api/api-client.ts';
import type { MaxHeartRatePreviewJson } from '../../api/contract.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { Field, NumberField, TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { basisInForce, basisValues, loadAthlete, today } from '../../shell/athlete.ts';
import { PreviewWeeks } from './preview-weeks.tsx';

const PATH = '/v1/athlete/threshold-heart-rates';

/** A dated threshold heart rate, changed only after a look at what changes (P5). */
export function ThresholdForm(): JSX.Element {
  const t = words.value;
  const [bpm, setBpm] = useState('');
  const [source, setSource] = useState<'measured' | 'entered'>('measured');
  const [validFrom, setValidFrom] = useState<string>(today());
  const [preview, setPreview] = useState<MaxHeartRatePreviewJson | null>(null);
  const action = useAction();
  const { thresholdBpm } = basisInForce();
  const body = { bpm: Number(bpm), source, validFrom };
  const submit = (event: Event): void => {
    event.preventDefault();
    action.run(async () => {
      if (preview === null) {
        setPreview(await sendInWords<MaxHeartRatePreviewJson>('POST', `${PATH}/preview`, body));
        return;
      }
      await sendJson('POST', PATH, { ...body, previewId: preview.previewId });
      setPreview(null);
      setBpm('');
      forgetAnswers();
      await loadAthlete();
    });
  };
  /** What was previewed is no longer what would be saved. */
  const change = <T,>(set: (value: T) => void) => {
    return (value: T): void => {
      set(value);
      setPreview(null);
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
      {preview !== null && <PreviewWeeks preview={preview} />}
      <div class="row">
        <button type="submit" class={preview === null ? 'button' : 'button primary'} disabled={action.busy}>
          {preview === null ? t.maxHeartRate.preview : t.maxHeartRate.confirm}
        </button>
        {preview !== null && (
          <button type="button" class="button" onClick={() => setPreview(null)}>
            {t.maxHeartRate.cancel}
          </button>
        )}
      </div>
      <ProblemNotice problem={action.problem} />
      <History />
    </form>
  );
}

function History(): JSX.Element | null {
  const t = words.value.maxHeartRate;
  const action = useAction();
  const { thresholdHeartRates = [] } = basisValues();
  if (thresholdHeartRates.length === 0) return null;
  const undo = async (id: string): Promise<void> => {
    await remove(`${PATH}/${id}`);
    forgetAnswers();
    await loadAthlete();
  };
  return (
    <details>
      <summary>{t.history({ n: thresholdHeartRates.length })}</summary>
      <ul class="plain-list">
        {thresholdHeartRates.map(({ id, bpm, source, validFrom }) => (
          <li key={id} class="row">
            <strong>{bpm}</strong>
            <span>{t.since({ date: fullDate(validFrom) })}</span>
            <span class="soft">{words.value.sources[source]}</span>
            <button
              type="button"
              class="button quiet"
              disabled={action.busy}
              aria-label={t.undoValue({ bpm })}
              onClick={() => action.run(() => undo(id))}
            >
              {words.value.upload.undo}
            </button>
          </li>
        ))}
      </ul>
      <ProblemNotice problem={action.problem} />
    </details>
  );
}
