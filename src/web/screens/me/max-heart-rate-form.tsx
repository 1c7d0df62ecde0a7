import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { filledRange } from '../../../domain/bands/band.ts';
import { parseLocalDate } from '../../../domain/calendar/local-time.ts';
import {
  DEFAULT_FORMULA,
  estimateMaxHeartRate,
  HIGHEST_MAX_BPM,
  isMaxHeartRate,
  LOWEST_MAX_BPM,
} from '../../../domain/max-heart-rate/formulas.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { basisInForce, athlete, prescriptionInForce, today } from '../../shell/athlete.ts';
import { Field, NumberField, TextField } from '../../components/field.tsx';

export interface MaxHeartRateDraft {
  readonly bpm: number;
  readonly source: 'measured' | 'entered' | 'confirmed' | 'formula';
  readonly validFrom: string;
  readonly method?: string;
  /** The coach's suggestion that it confirms. */
  readonly suggestionId?: string;
}

/** Another value, with the bands it would make, so that nobody types per cent or a resting pulse unnoticed. */
export function MaxHeartRateForm({
  busy,
  onAsk,
}: {
  busy: boolean;
  onAsk: (draft: MaxHeartRateDraft) => void;
}): JSX.Element {
  const t = words.value.maxHeartRate;
  const [bpm, setBpm] = useState('');
  const [source, setSource] = useState<'measured' | 'entered'>('measured');
  const [validFrom, setValidFrom] = useState<string>(today());
  const { birthDate, flags = [] } = athlete.value ?? {};
  const birth = parseLocalDate(birthDate ?? '');
  // A limited heart follows no formula (M7).
  const formula =
    birth === null || flags.length > 0 ? null : estimateMaxHeartRate(DEFAULT_FORMULA, birth, today());
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk({ bpm: Number(bpm), source, validFrom });
      }}
    >
      <div class="row form-row">
        <NumberField
          label={t.bpm}
          min={LOWEST_MAX_BPM}
          max={HIGHEST_MAX_BPM}
          required
          value={bpm}
          onValue={setBpm}
        />
        <Field label={t.how}>
          <select
            value={source}
            onChange={(event) => setSource(event.currentTarget.value === 'entered' ? 'entered' : 'measured')}
          >
            <option value="measured">{words.value.sources.measured}</option>
            <option value="entered">{words.value.sources.entered}</option>
          </select>
        </Field>
        <TextField label={t.from} type="date" required value={validFrom} onValue={setValidFrom} />
        <button type="submit" class="button" disabled={busy}>
          {t.preview}
        </button>
        {formula !== null && (
          <button
            type="button"
            class="button quiet"
            disabled={busy}
            onClick={() =>
              onAsk({ bpm: formula, source: 'formula', method: DEFAULT_FORMULA, validFrom: today() })
            }
          >
            {t.useFormula({ bpm: formula })}
          </button>
        )}
      </div>
      <p class="soft small echo" role="status">
        {echo(Number(bpm))}
      </p>
    </form>
  );
}

function echo(bpm: number): string {
  if (!isMaxHeartRate(bpm)) return '';
  const { bands } = prescriptionInForce();
  return bands
    .flatMap((band) => {
      const range = filledRange(band, { ...basisInForce(), maxBpm: bpm });
      return range === null ? [] : `${nameOf(band.id).title} ${range.lowBpm}–${range.highBpm}`;
    })
    .join(' · ');
}
