import { DEFAULT_PRESCRIPTION } from './default-prescription.ts';
import type { Band, Edge, PrescriptionContent, Target } from './prescription.ts';
import type { Words } from '../words.ts';

/** A prescription of a published source: copied, then dated. A fact, not advice. */
export interface Preset extends PrescriptionContent {
  readonly id: string;
  readonly name: Words;
}

const max = (percentOfMax: number): Edge => ({ percentOfMax });
const reserve = (percentOfReserve: number): Edge => ({ percentOfReserve });

const minutes = (id: string, name: Words, band: string, minimum: number, judged = true): Target => ({
  id,
  name,
  band,
  dose: { unit: 'minutes', minimum, maximum: null },
  judged,
});

/** The article's own, the default. */
const article: Preset = {
  id: 'article',
  name: { da: 'Artiklens', en: 'The article’s' },
  bands: DEFAULT_PRESCRIPTION.bands,
  targets: DEFAULT_PRESCRIPTION.targets,
  ceiling: null,
};

const hard: Words = { da: 'Hårdt', en: 'Hard' };
const easy: Words = { da: 'Roligt', en: 'Easy' };
const moderate: Words = { da: 'Moderat', en: 'Moderate' };
const vigorous: Words = { da: 'Høj intensitet', en: 'Vigorous' };

/**
 * Four intervals of four minutes at 85–95 % of max heart rate, three minutes of active recovery around 70 %, as in the
 * Trondheim studies: Wisløff et al., Circulation 2007;115:3086–3094; Helgerud et al., Med Sci Sports Exerc 2007;39:665–671
 * (three sessions a week there).
 */
const norwegian: Preset = {
  id: 'norwegian_4x4',
  name: { da: 'Norsk 4 × 4', en: 'Norwegian 4 × 4' },
  bands: [
    {
      id: 'intervals',
      name: { da: 'Interval', en: 'Interval' },
      low: max(85),
      high: max(95),
      colour: 'orange',
    },
  ],
  targets: [
    {
      id: 'norwegian_4x4',
      name: { da: 'Norsk 4 × 4', en: 'Norwegian 4 × 4' },
      band: 'intervals',
      dose: {
        unit: 'intervals',
        minimum: 3,
        maximum: 3,
        structure: {
          reps: 4,
          work: { least: 180, most: 330, effort: 90 },
          recovery: { least: 60, most: 360 },
          floor: max(80),
        },
      },
      judged: true,
    },
  ],
  ceiling: null,
};

/**
 * Four fifths of the time easy, one fifth hard: Seiler, Int J Sports Physiol Perform 2010;5:276–291. In weekly minutes of
 * five hours; the source names shares and no hours. Easy is below about 80 % and hard above about 87 % of max.
 */
const polarised: Preset = {
  id: 'polarised_80_20',
  name: { da: 'Polariseret 80/20', en: 'Polarised 80/20' },
  bands: [
    { id: 'easy', name: easy, low: max(60), high: max(80), colour: 'green' },
    { id: 'hard', name: hard, low: max(87), high: null, colour: 'red' },
  ],
  targets: [minutes('easy', easy, 'easy', 240), minutes('hard', hard, 'hard', 60)],
  ceiling: null,
};

const whoBands: readonly Band[] = [
  { id: 'moderate', name: moderate, low: max(64), high: max(76), colour: 'green' },
  { id: 'vigorous', name: vigorous, low: max(77), high: null, colour: 'orange' },
];

/**
 * 150 minutes of at least moderate or 75 of vigorous activity a week: Bull et al., WHO guidelines, Br J Sports Med
 * 2020;54:1451–1462. Moderate from 64 % and vigorous from 77 % of max heart rate: Garber et al., ACSM position stand,
 * Med Sci Sports Exerc 2011;43:1334–1359. Either is enough there; the vigorous minutes are shown beside and decide nothing.
 */
const who: Preset = {
  id: 'who_150_75',
  name: { da: 'WHO 150/75', en: 'WHO 150/75' },
  bands: whoBands,
  targets: [
    minutes('moderate', moderate, 'at_or_above:moderate', 150),
    minutes('vigorous', vigorous, 'at_or_above:vigorous', 75, false),
  ],
  ceiling: null,
};

/**
 * Moderate at 40–59 % and vigorous at 60–89 % of heart-rate reserve, 20 to 60 minutes on three to five days a week: ACSM's
 * Guidelines for Exercise Testing and Prescription, 10th ed. 2018, on cardiac rehabilitation.
 */
const rehabilitation: Preset = {
  id: 'cardiac_rehabilitation',
  name: { da: 'Hjerterehabilitering', en: 'Cardiac rehabilitation' },
  bands: [
    { id: 'moderate', name: moderate, low: reserve(40), high: reserve(59), colour: 'green' },
    { id: 'vigorous', name: vigorous, low: reserve(60), high: reserve(89), colour: 'orange' },
  ],
  targets: [
    {
      id: 'aerobic',
      name: { da: 'Aerob træning', en: 'Aerobic training' },
      band: 'at_or_above:moderate',
      dose: { unit: 'sessions', minimum: 3, maximum: 5, seconds: { least: 1200, most: 3600 } },
      judged: true,
    },
  ],
  ceiling: { at: reserve(89), sayAfterSeconds: 3, repeatEverySeconds: 10 },
};

/** Ready-made prescriptions, each with its source (P7). */
export const PRESETS: readonly Preset[] = [article, norwegian, polarised, who, rehabilitation];
