import type { BandRange } from './live-view.ts';

/** Where a heart rate stands: which look it wears and how it is named. */
export type Place =
  | 'below'
  | 'anti_inflammatory'
  | 'woven'
  | 'zone2'
  | 'between'
  | 'interval_4x4'
  | 'above'
  | 'unknown';

/** By the shown bpm ranges, which are the same sets as the true ratios (Z1, Z2). */
export function placeOf(bpm: number | null, bands: readonly BandRange[]): Place {
  if (bpm === null || bands.length === 0) return 'unknown';
  const inside = (id: string): boolean =>
    bands.some((band) => band.id === id && band.lowBpm <= bpm && bpm <= band.highBpm);
  if (inside('interval_4x4')) return 'interval_4x4';
  if (inside('zone2')) return inside('anti_inflammatory') ? 'woven' : 'zone2';
  if (inside('anti_inflammatory')) return 'anti_inflammatory';
  if (bpm > Math.max(...bands.map(({ highBpm }) => highBpm))) return 'above';
  return bpm < Math.min(...bands.map(({ lowBpm }) => lowBpm)) ? 'below' : 'between';
}

const ARTICLE_BANDS = ['anti_inflammatory', 'zone2', 'interval_4x4'];

/** The narrowest band of a person's own that a heart rate is in; null where it is in none, or in the article's. */
export function ownBand(bpm: number | null, bands: readonly BandRange[]): string | null {
  if (bpm === null) return null;
  const inside = bands.filter((band) => band.lowBpm <= bpm && bpm <= band.highBpm);
  if (inside.some(({ id }) => ARTICLE_BANDS.includes(id))) return null;
  const [narrowest] = inside.toSorted((a, b) => a.highBpm - a.lowBpm - (b.highBpm - b.lowBpm));
  return narrowest?.id ?? null;
}
