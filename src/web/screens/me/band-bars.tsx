import type { JSX } from 'preact';
import { filledRange } from '../../../domain/bands/band.ts';
import { missingBasis, type HeartBasis } from '../../../domain/bands/heart-basis.ts';
import type { Band, Prescription } from '../../../domain/prescription/prescription.ts';
import { bandClass } from '../../components/band-class.ts';
import { locale, words } from '../../language/language.ts';
import { edgesWords } from './prescription-words.ts';
import { valueOfEdge } from './language-draft.ts';
import './band-bars.css';

/** Measures the drawing alone where the bands are nobody's: no number is told of it. */
const OF_NOBODY: HeartBasis = { maxBpm: 200, restingBpm: 60, thresholdBpm: 170 };

/** Beats left of the lowest and right of the highest edge. */
const ROOM_BPM = 8;

/** Bands to scale, one under the other so that overlaps and gaps show, each as it is prescribed and in the bpm of today. */
export function BandBars({
  prescription,
  basis: known,
}: {
  prescription: Prescription;
  /** What the bands are measured by; null where they are nobody's in particular. */
  basis: HeartBasis | null;
}): JSX.Element | null {
  const basis = known ?? OF_NOBODY;
  const rows = prescription.bands.map((band) => ({
    band,
    range: isDrafted(band) ? filledRange(band, basis) : null,
  }));
  const ranges = rows.flatMap(({ range }) => (range === null ? [] : [range]));
  const top = basis.maxBpm ?? 200;
  const low = Math.min(top, ...ranges.map(({ lowBpm }) => lowBpm)) - ROOM_BPM;
  const high =
    Math.max(top, ...ranges.filter(({ highBpm }) => highBpm < 230).map(({ highBpm }) => highBpm)) + ROOM_BPM;
  const at = (bpm: number): number => Math.max(0, Math.min(100, (100 * (bpm - low)) / (high - low)));
  return (
    <ul class="band-bars">
      {rows.map(({ band, range }) => (
        <li key={band.id} class={bandClass(band.id, prescription)}>
          <span class="small">{band.name[locale.value]}</span>
          <span class="bar-area" aria-hidden="true">
            {range !== null && (
              <span
                class="bar"
                style={{
                  left: `${at(range.lowBpm)}%`,
                  width: `${at(range.highBpm + 1) - at(range.lowBpm)}%`,
                }}
              />
            )}
          </span>
          <span class="small">
            {isDrafted(band) ? edgesWords(band) : '–'}
            {known !== null && isDrafted(band) && !isInBpm(band) && (
              <span class="soft">{bpmWords(band, known)}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whether its numbers are there: a field may be empty while somebody writes. */
function isDrafted({ low, high }: Band): boolean {
  return Number.isFinite(valueOfEdge(low)) && (high === null || Number.isFinite(valueOfEdge(high)));
}

function isInBpm({ low, high }: Band): boolean {
  return 'bpm' in low && (high === null || 'bpm' in high);
}

/** In bpm of today; what is missing where nothing is known (P2), and nothing where no whole bpm lies in it. */
function bpmWords(band: Band, basis: HeartBasis): string {
  const t = words.value.prescription.form;
  const missing = missingBasis(band.low, basis) ?? (band.high && missingBasis(band.high, basis));
  if (missing !== null) return t.needs[missing];
  const range = filledRange(band, basis);
  if (range === null) return '';
  return band.high === null
    ? words.value.bpmFrom({ low: range.lowBpm })
    : words.value.bpmRange({ low: range.lowBpm, high: range.highBpm });
}
