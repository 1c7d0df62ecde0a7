import type { JSX } from 'preact';
import { bandClass } from '../../components/band-class.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { prescriptionOfRun, type BandRange } from '../../live/live-view.ts';
import { spreadLabels } from './spread-labels.ts';
import './band-scale.css';

const LOW_SHARE = 0.5;
/** Right of the numbers, columns share what is left of the width. */
const FIRST_PERCENT = 36;
const COLUMNS_PERCENT = 60;
const COLUMN_SHARE = 0.85;
/** The height of a label, of the scale's on a small phone. */
const LABEL_PERCENT = 7;

/** 50–100 % of max heart rate upright, each band a column in bpm so that overlaps show as overlaps, and a needle on it. */
export function BandScale({
  bpm,
  bands,
  maxHeartRate,
}: {
  bpm: number | null;
  bands: readonly BandRange[];
  maxHeartRate: number | null;
}): JSX.Element {
  if (maxHeartRate === null || bands.length === 0) return <div class="band-scale" />;
  const prescription = prescriptionOfRun();
  const low = LOW_SHARE * maxHeartRate;
  /** 0 at the foot, 100 at the top. */
  const at = (value: number): number =>
    Math.max(0, Math.min(100, (100 * (value - low)) / (maxHeartRate - low)));
  const interval = bands.find(({ id }) => id === 'interval_4x4');
  const inner = bands
    .flatMap(({ lowBpm, highBpm }) => [lowBpm, highBpm])
    .filter((edge) => edge < maxHeartRate);
  const edges = [...new Set([...inner, maxHeartRate])];
  const labels = spreadLabels(edges.map(at), LABEL_PERCENT);
  const width = COLUMNS_PERCENT / bands.length;
  /** Side by side, whatever their number: overlaps show as overlaps. */
  const column = (index: number): { left: string; width: string } => ({
    left: `${FIRST_PERCENT + index * width}%`,
    width: `${COLUMN_SHARE * width}%`,
  });
  const named = bands.map(
    ({ id, lowBpm, highBpm }) => `${nameOf(id, prescription).title} ${lowBpm}–${highBpm}`,
  );
  return (
    <div class="band-scale" role="img" aria-label={words.value.live.scaleLabel({ bands: named.join(', ') })}>
      <div class="scale-area">
        {edges.map((edge) => (
          <span key={edge} class="edge" style={{ bottom: `${at(edge)}%` }} />
        ))}
        {edges.map((edge, index) => (
          <span key={edge} class="edge-label" style={{ bottom: `${labels[index]}%` }}>
            {edge}
          </span>
        ))}
        {bands.map(({ id, lowBpm, highBpm }, index) => (
          <span
            key={id}
            class={`column ${bandClass(id, prescription)}`}
            style={{ ...column(index), bottom: `${at(lowBpm)}%`, height: `${at(highBpm) - at(lowBpm)}%` }}
          />
        ))}
        {interval !== undefined && (
          <span
            class="column band-above"
            style={{
              ...column(bands.indexOf(interval)),
              bottom: `${at(interval.highBpm)}%`,
              height: `${100 - at(interval.highBpm)}%`,
            }}
          />
        )}
        {bpm !== null && <span class="needle" style={{ transform: `translateY(${-at(bpm)}%)` }} />}
      </div>
    </div>
  );
}
