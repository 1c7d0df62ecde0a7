import { words } from '../language/language.ts';
import type { BandRange } from '../live/live-view.ts';
import { placeOf } from '../live/heart-place.ts';

/** How a cell is drawn and called (Z3). */
export interface CellLook {
  readonly look: string;
  readonly name: string;
}

/** Looks of the cells that the article's own bands make. */
const DEFAULT_LOOKS: Readonly<Record<string, string>> = {
  lt50: 'band-below',
  '50to60': 'band-anti_inflammatory',
  '60to65': 'band-woven',
  '65to70': 'band-zone2',
  '70to85': 'band-between',
  '85to90': 'band-interval_4x4',
  gt90: 'band-above',
  unknown: 'band-unknown',
};

/** A cell of a custom prescription is named by its bpm, `"114-123"`, and looks like the bands that hold it. */
export function cellLook(
  id: string,
  bands: readonly { id: string; lowBpm: number | null; highBpm: number | null }[],
): CellLook {
  const t = words.value;
  const look = DEFAULT_LOOKS[id];
  if (look !== undefined) return { look, name: t.cells[id] ?? id };
  const [low, high] = id.split('-').map(Number);
  const ranges = bands.flatMap((band): BandRange[] =>
    band.lowBpm === null || band.highBpm === null
      ? []
      : [{ id: band.id, lowBpm: band.lowBpm, highBpm: band.highBpm }],
  );
  const place = placeOf(low ?? null, ranges);
  return {
    look: `band-${place}`,
    name: `${t.bpmRange({ low: low ?? 0, high: high ?? 0 })} ${t.places[place].toLowerCase()}`,
  };
}
