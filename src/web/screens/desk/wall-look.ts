import type { CoachFrame } from '../../../adapters/wire/live/live-frames.ts';
import { bandClass } from '../../components/band-class.ts';
import type { Look } from '../../components/place-look.ts';
import { nameOf } from '../../language/names.ts';
import { words } from '../../language/language.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';

const ARTICLE_BANDS = ['anti_inflammatory', 'zone2', 'interval_4x4'];

/** How a runner's pulse is drawn and called, by the bands that the server says it lies in. */
export function wallLook(coach: CoachFrame, isStale: boolean, prescription: Prescription): Look {
  const { places } = words.value;
  if (isStale || coach.bpm === null) return { look: 'band-unknown', name: places.unknown };
  const { bands, percent } = coach;
  const own = bands.find((id) => !ARTICLE_BANDS.includes(id));
  if (own !== undefined) return { look: bandClass(own, prescription), name: nameOf(own, prescription).title };
  const place =
    bands.includes('zone2') && bands.includes('anti_inflammatory')
      ? 'woven'
      : (ARTICLE_BANDS.find((id) => bands.includes(id)) as 'zone2' | undefined);
  if (place !== undefined) return { look: `band-${place}`, name: places[place] };
  const outside = percent === null ? 'unknown' : percent < 50 ? 'below' : percent > 90 ? 'above' : 'between';
  return { look: `band-${outside}`, name: places[outside] };
}

/** Seconds in the band of now, the narrowest first; null between bands. */
export function secondsInBand({ bands, seconds }: CoachFrame): number | null {
  const id = bands.includes('zone2') ? 'zone2' : bands[0];
  return id === undefined ? null : (seconds[id] ?? null);
}
