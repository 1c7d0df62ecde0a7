import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  DEFAULT_FORMULA,
  estimateMaxHeartRate,
  FORMULA_MARGIN_BPM,
} from '../../../domain/max-heart-rate/formulas.ts';
import { parseLocalDate } from '../../../domain/calendar/local-time.ts';
import { remove, sendJson } from '../../api/api-client.ts';
import type { MaxHeartRateJson, MaxHeartRatePreviewJson } from '../../api/contract.ts';
import { asProblem, forgetAnswers } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { shortDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { EXAMPLE_METHOD } from '../../live/simulation-max.ts';
import { athlete, loadAthlete, maxHeartRateInForce, maxHeartRates, today } from '../../shell/athlete.ts';
import { PreviewTable } from './preview-table.tsx';

interface Draft {
  readonly bpm: number;
  readonly source: 'measured' | 'entered' | 'formula';
  readonly validFrom: string;
  readonly method?: string;
}

/** The one number that everything rests on: dated, with its uncertainty, changed only after a look at what changes (M3). */
export function MaxHeartRateSection(): JSX.Element {
  const t = words.value.maxHeartRate;
  const rates = maxHeartRates.value ?? [];
  const inForce = maxHeartRateInForce();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [preview, setPreview] = useState<MaxHeartRatePreviewJson | null>(null);
  const [problem, setProblem] = useState<ReturnType<typeof asProblem> | null>(null);
  const fail = (error: unknown): void => setProblem(asProblem(error));

  const ask = (wanted: Draft): void => {
    setProblem(null);
    setDraft(wanted);
    sendJson<MaxHeartRatePreviewJson>('POST', '/v1/athlete/max-heart-rates/preview', wanted).then(
      setPreview,
      fail,
    );
  };
  const done = (): void => {
    setPreview(null);
    setDraft(null);
    forgetAnswers();
    loadAthlete().catch(fail);
  };
  const confirm = (): void => {
    if (draft === null || preview === null) return;
    sendJson('POST', '/v1/athlete/max-heart-rates', { ...draft, previewId: preview.previewId }).then(
      done,
      fail,
    );
  };
  return (
    <section class="card stack" aria-labelledby="max-heart-rate">
      <h2 id="max-heart-rate">{t.title}</h2>
      {inForce === null ? (
        <p>{t.none}</p>
      ) : (
        <div class="max-now">
          <p class="numeral">{inForce.bpm}</p>
          <p>
            {t.plusMinus(inForce.source === 'formula' ? FORMULA_MARGIN_BPM : 5)}
            <span class="soft">
              {' '}
              · {inForce.method === EXAMPLE_METHOD ? t.example : t.sources[inForce.source]}
            </span>
          </p>
        </div>
      )}
      {inForce?.source === 'formula' && inForce.method !== EXAMPLE_METHOD && (
        <p class="soft">{t.measurePlease}</p>
      )}
      {preview !== null && draft !== null ? (
        <div class="stack">
          <h3>{t.previewTitle(draft.bpm)}</h3>
          <PreviewTable preview={preview} />
          <div class="row">
            <button type="button" class="button primary" onClick={confirm}>
              {t.confirm}
            </button>
            <button type="button" class="button" onClick={() => setPreview(null)}>
              {t.cancel}
            </button>
          </div>
        </div>
      ) : (
        <ChangeForm onAsk={ask} />
      )}
      {problem !== null && <ProblemNotice problem={problem} />}
      {rates.length > 0 && <History rates={rates} onUndone={done} onProblem={fail} />}
    </section>
  );
}

function ChangeForm({ onAsk }: { onAsk: (draft: Draft) => void }): JSX.Element {
  const t = words.value.maxHeartRate;
  const [bpm, setBpm] = useState('');
  const [source, setSource] = useState<'measured' | 'entered'>('measured');
  const [validFrom, setValidFrom] = useState<string>(today());
  const birth = parseLocalDate(athlete.value?.birthDate ?? '');
  const formula = birth === null ? null : estimateMaxHeartRate(DEFAULT_FORMULA, birth, today());
  return (
    <form
      class="row form-row"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk({ bpm: Number(bpm), source, validFrom });
      }}
    >
      <label class="field">
        <span>{t.bpm}</span>
        <input
          type="number"
          inputMode="numeric"
          min={100}
          max={230}
          required
          value={bpm}
          onInput={(event) => setBpm(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{t.how}</span>
        <select
          value={source}
          onChange={(event) => setSource(event.currentTarget.value === 'entered' ? 'entered' : 'measured')}
        >
          <option value="measured">{t.sources.measured}</option>
          <option value="entered">{t.sources.entered}</option>
        </select>
      </label>
      <label class="field">
        <span>{t.from}</span>
        <input
          type="date"
          required
          value={validFrom}
          onInput={(event) => setValidFrom(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button">
        {t.preview}
      </button>
      {formula !== null && (
        <button
          type="button"
          class="button quiet"
          onClick={() =>
            onAsk({ bpm: formula, source: 'formula', method: DEFAULT_FORMULA, validFrom: today() })
          }
        >
          {t.useFormula(formula)}
        </button>
      )}
    </form>
  );
}

function History({
  rates,
  onUndone,
  onProblem,
}: {
  rates: readonly MaxHeartRateJson[];
  onUndone: () => void;
  onProblem: (error: unknown) => void;
}): JSX.Element {
  const t = words.value.maxHeartRate;
  return (
    <details>
      <summary>{t.history(rates.length)}</summary>
      <ul class="plain-list">
        {rates.map(({ id, bpm, source, validFrom }) => (
          <li key={id} class="row">
            <strong>{bpm}</strong>
            <span>{t.since(`${shortDate(validFrom)} ${validFrom.slice(0, 4)}`)}</span>
            <span class="soft">{t.sources[source]}</span>
            <button
              type="button"
              class="button quiet"
              aria-label={t.undoValue(bpm)}
              onClick={() => void remove(`/v1/athlete/max-heart-rates/${id}`).then(onUndone, onProblem)}
            >
              {words.value.upload.undo}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
