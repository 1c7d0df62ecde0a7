import { HIGHEST_BPM } from '../../domain/units.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { words } from '../language/language.ts';
import { nameOf } from '../language/names.ts';
import { ownBand, placeOf } from '../live/heart-place.ts';
import type { BandRange } from '../live/live-view.ts';
import { prescriptionInForce } from '../shell/athlete.ts';
import { bandClass } from './band-class.ts';

/** How a stretch of heart rate is drawn and called. */
export interface Look {
  readonly look: string;
  readonly name: string;
}

/** By a person's own band where the heart rate is in one, else by the places that the article's bands make. */
export function placeLook(
  bpm: number | null,
  bands: readonly BandRange[],
  prescription: Prescription = prescriptionInForce(),
): Look {
  const own = ownBand(bpm, bands);
  if (own !== null) return { look: bandClass(own, prescription), name: nameOf(own, prescription).title };
  const place = placeOf(bpm, bands);
  return { look: `band-${place}`, name: words.value.places[place] };
}

/** Bands that are known, as ranges; one that is open upwards ends at the highest heart rate there is. */
export function rangesOf(
  bands: readonly { readonly id: string; readonly lowBpm: number | null; readonly highBpm: number | null }[],
): BandRange[] {
  return bands.flatMap(({ id, lowBpm, highBpm }) =>
    lowBpm === null ? [] : [{ id, lowBpm, highBpm: highBpm ?? HIGHEST_BPM }],
  );
}
