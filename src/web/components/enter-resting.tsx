import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ApiProblem, remove, sendInWords, sendJson } from '../api/api-client.ts';
import type { MaxHeartRatePreviewJson } from '../api/contract.ts';
import { forgetAnswers } from '../api/resource.ts';
import { words } from '../language/language.ts';
import { loadAthlete, today } from '../shell/athlete.ts';
import { NumberField, TextField } from './field.tsx';
import { PreviewWeeks } from './preview-weeks.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useAction } from './use-action.ts';

const pathOf = (date: string): string => `/v1/athlete/resting-heart-rates/${date}`;

/** A resting heart rate by hand (R). One that would change finished weeks is saved after a look at them (P5). */
export function EnterResting(): JSX.Element {
  const t = words.value;
  const [bpm, setBpm] = useState('');
  const [date, setDate] = useState<string>(today());
  const [preview, setPreview] = useState<MaxHeartRatePreviewJson | null>(null);
  const [savedDate, setSavedDate] = useState<string | null>(null);
  const action = useAction();
  const save = async (): Promise<void> => {
    const body = { bpm: Number(bpm) };
    try {
      await sendJson('PUT', pathOf(date), { ...body, ...(preview && { previewId: preview.previewId }) });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'preview_required') throw error;
      setPreview(await sendInWords<MaxHeartRatePreviewJson>('POST', `${pathOf(date)}/preview`, body));
      return;
    }
    setPreview(null);
    setBpm('');
    setSavedDate(date);
    forgetAnswers();
    await loadAthlete();
  };
  const undo = async (of: string): Promise<void> => {
    await remove(pathOf(of));
    setSavedDate(null);
    forgetAnswers();
    await loadAthlete();
  };
  /** What was previewed is no longer what would be saved. */
  const change = (set: (value: string) => void) => {
    return (value: string): void => {
      set(value);
      setPreview(null);
      setSavedDate(null);
    };
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        action.run(save);
      }}
    >
      <div class="row form-row">
        <NumberField
          label={t.weeks.restingBpm}
          min={20}
          max={150}
          required
          value={bpm}
          onValue={change(setBpm)}
        />
        <TextField
          label={t.weeks.date}
          type="date"
          required
          max={today()}
          value={date}
          onValue={change(setDate)}
        />
        {preview === null && (
          <button type="submit" class="button" disabled={action.busy}>
            {t.weeks.restingSave}
          </button>
        )}
        <span role="status">{savedDate === null ? '' : t.weeks.restingSaved}</span>
        {savedDate !== null && (
          <button
            type="button"
            class="button quiet"
            disabled={action.busy}
            onClick={() => action.run(() => undo(savedDate))}
          >
            {t.upload.undo}
          </button>
        )}
      </div>
      {preview !== null && (
        <>
          <PreviewWeeks preview={preview} />
          <div class="row">
            <button type="submit" class="button primary" disabled={action.busy}>
              {t.maxHeartRate.confirm}
            </button>
            <button type="button" class="button" onClick={() => setPreview(null)}>
              {t.maxHeartRate.cancel}
            </button>
          </div>
        </>
      )}
      <ProblemNotice problem={action.problem} />
    </form>
  );
}
