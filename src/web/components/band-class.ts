import { findBand } from '../../domain/bands/band.ts';
import { DEFAULT_PRESCRIPTION } from '../../domain/prescription/default-prescription.ts';
import type { Band, Prescription } from '../../domain/prescription/prescription.ts';
import { prescriptionInForce } from '../shell/athlete.ts';

/** Colours for bands that nobody gave one, in their order. */
const IN_ORDER = ['green', 'blue', 'orange', 'purple', 'teal', 'red', 'yellow', 'grey'] as const;

/** The look (colour and pattern) that an id of the API wears: the article's own, or the colour of its band. */
export function bandClass(id: string, prescription: Prescription = prescriptionInForce()): string {
  const band = bandOf(id, prescription);
  if (band === null) return `band-${id}`;
  const isArticles = DEFAULT_PRESCRIPTION.bands.some((each) => each.id === band.id);
  if (band.colour === undefined && isArticles) return `band-${id}`;
  const index = prescription.bands.indexOf(band);
  return `band-own band-colour-${band.colour ?? IN_ORDER[index % IN_ORDER.length]!}`;
}

function bandOf(id: string, { bands, targets }: Prescription): Band | null {
  const target = targets.find((each) => each.id === id);
  if (target === undefined) return bands.find((each) => each.id === id) ?? null;
  // A target of the article wears its own look, whatever band it counts in.
  if (DEFAULT_PRESCRIPTION.targets.some((each) => each.id === id)) {
    return bands.find((each) => each.id === id) ?? null;
  }
  return typeof target.band === 'string' ? findBand(bands, target.band.replace(/^at_or_above:/, '')) : null;
}
