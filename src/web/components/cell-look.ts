import type { Prescription } from '../../domain/prescription/prescription.ts';
import { words } from '../language/language.ts';
import { placeLook, rangesOf, type Look } from './place-look.ts';

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

/** How a cell is drawn and called (Z3). One of a custom prescription is named by its bpm, `"114-123"`, and by the band that holds it. */
export function cellLook(
  id: string,
  bands: readonly { id: string; lowBpm: number | null; highBpm: number | null }[],
  prescription: Prescription,
): Look {
  const t = words.value;
  const look = DEFAULT_LOOKS[id];
  if (look !== undefined) return { look, name: t.cells[id] ?? id };
  const [low, high] = id.split('-').map(Number);
  const place = placeLook(low ?? null, rangesOf(bands), prescription);
  return {
    look: place.look,
    name: `${t.bpmRange({ low: low ?? 0, high: high ?? 0 })} ${place.name.toLowerCase()}`,
  };
}
