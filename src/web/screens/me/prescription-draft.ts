import { bandRange, lowestAtOrAbove } from '../../../domain/bands/band.ts';
import { ofMax } from '../../../domain/bands/heart-basis.ts';
import type { ArticleNumbers } from '../../../domain/prescription/article.ts';
import { words } from '../../language/language.ts';

/** The parts of a prescription that a person changes: everything but its identity, date and reason. */
export type PrescriptionParts = ArticleNumbers;
type BandTargetId = ArticleNumbers['bands'][number]['id'];

/** What is typed into each field, by the field's path in the prescription: `bands.zone2.lowPercent`. */
export type PrescriptionDraft = Readonly<Record<string, string>>;

/** One or two numbers that belong together. */
export interface DraftPair {
  readonly label: 'band' | 'times' | 'days' | 'minutes';
  /** Paths of its fields, low before high; one alone is a lower bound. */
  readonly paths: readonly string[];
}

export interface DraftGroup {
  readonly id: 'zone2' | 'interval_4x4' | 'anti_inflammatory' | 'cardio' | 'strength';
  readonly pairs: readonly DraftPair[];
}

const band = (id: BandTargetId): DraftPair => ({
  label: 'band',
  paths: [`bands.${id}.lowPercent`, `bands.${id}.highPercent`],
});
const times = (part: string): DraftPair => ({
  label: 'times',
  paths: [`${part}.minimum`, `${part}.maximum`],
});
const minutes = (part: string): DraftPair => ({
  label: 'minutes',
  paths: [`${part}.minimumMinutes`, `${part}.maximumMinutes`],
});

/** The form, target by target. */
export const DRAFT_GROUPS: readonly DraftGroup[] = [
  { id: 'zone2', pairs: [band('zone2'), times('zone2'), minutes('zone2')] },
  { id: 'interval_4x4', pairs: [band('interval_4x4'), times('interval4x4')] },
  {
    id: 'anti_inflammatory',
    pairs: [
      band('anti_inflammatory'),
      { label: 'days', paths: ['antiInflammatory.minimumDays', 'antiInflammatory.maximumDays'] },
      minutes('antiInflammatory'),
    ],
  },
  {
    id: 'cardio',
    pairs: [
      { label: 'band', paths: ['cardio.lowPercent'] },
      times('cardio'),
      { label: 'minutes', paths: ['cardio.minimumMinutes'] },
    ],
  },
  { id: 'strength', pairs: [times('strength'), { label: 'minutes', paths: ['strength.minimumMinutes'] }] },
];

export function draftOf({
  bands,
  zone2,
  interval4x4,
  antiInflammatory,
  cardio,
  strength,
}: ArticleNumbers): PrescriptionDraft {
  const parts = { zone2, interval4x4, antiInflammatory, cardio, strength };
  const draft: Record<string, string> = {};
  for (const { id, lowPercent, highPercent } of bands) {
    draft[`bands.${id}.lowPercent`] = String(lowPercent);
    draft[`bands.${id}.highPercent`] = String(highPercent);
  }
  for (const [part, fields] of Object.entries(parts)) {
    for (const [field, value] of Object.entries(fields as Record<string, number>)) {
      draft[`${part}.${field}`] = String(value);
    }
  }
  return draft;
}

/** What the draft means; NaN where nothing or no number is typed, which the rules refuse. */
export function partsOf(draft: PrescriptionDraft): PrescriptionParts {
  const at = (path: string): number => {
    const text = draft[path]?.trim() ?? '';
    return text === '' ? NaN : Number(text);
  };
  const bandOf = (id: BandTargetId): PrescriptionParts['bands'][number] => ({
    id,
    lowPercent: at(`bands.${id}.lowPercent`),
    highPercent: at(`bands.${id}.highPercent`),
  });
  const dose = (part: string): { minimum: number; maximum: number; minimumMinutes: number } => ({
    minimum: at(`${part}.minimum`),
    maximum: at(`${part}.maximum`),
    minimumMinutes: at(`${part}.minimumMinutes`),
  });
  return {
    bands: [bandOf('anti_inflammatory'), bandOf('zone2'), bandOf('interval_4x4')],
    zone2: { ...dose('zone2'), maximumMinutes: at('zone2.maximumMinutes') },
    interval4x4: { minimum: at('interval4x4.minimum'), maximum: at('interval4x4.maximum') },
    antiInflammatory: {
      minimumDays: at('antiInflammatory.minimumDays'),
      maximumDays: at('antiInflammatory.maximumDays'),
      minimumMinutes: at('antiInflammatory.minimumMinutes'),
      maximumMinutes: at('antiInflammatory.maximumMinutes'),
    },
    cardio: { ...dose('cardio'), lowPercent: at('cardio.lowPercent') },
    strength: dose('strength'),
  };
}

/** The band of a pair in the athlete's own bpm, so that per cent is never mistaken for beats; null while it makes none. */
export function bpmOfPair(draft: PrescriptionDraft, { paths }: DraftPair, maxBpm: number): string | null {
  const [low, high] = paths.map((path) => Number(draft[path]));
  if (low === undefined || !Number.isInteger(low) || low <= 0) return null;
  if (high === undefined) return words.value.bpmFrom({ low: lowestAtOrAbove(low, maxBpm) });
  if (!Number.isInteger(high) || high < low) return null;
  const range = bandRange({ low: { percentOfMax: low }, high: { percentOfMax: high } }, ofMax(maxBpm));
  return range === null ? null : words.value.bpmRange({ low: range.lowBpm, high: range.highBpm });
}
