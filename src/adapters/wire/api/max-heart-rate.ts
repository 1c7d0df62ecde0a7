import { Type, type Static } from 'typebox';
import { HIGHEST_MAX_BPM, LOWEST_MAX_BPM } from '../../../domain/max-heart-rate/formulas.ts';
import { coachAuthor, presentCoachAuthor } from './coach-note.ts';
import { datedHeartRate, newDatedHeartRate } from './dated-heart-rate.ts';
import { instant, localDate, oneOf, text, uuid } from './formats.ts';
import { strict } from './schema.ts';

const source = oneOf('measured', 'entered', 'confirmed', 'formula');
/** Allowed 100…230 (M2). */
const limits = { minimum: LOWEST_MAX_BPM, maximum: HIGHEST_MAX_BPM };

export const newMaxHeartRate = strict({
  ...newDatedHeartRate(limits, source).properties,
  /** The coach's suggestion that it confirms (C6); a preview ignores it. */
  suggestionId: Type.Optional(uuid()),
});
export const maxHeartRateSchema = datedHeartRate(source);

/** What was observed (M4). */
const observed = strict({
  bpm: Type.Integer(),
  /** What was seen, before the step was limited to 10. */
  observedBpm: Type.Integer(),
  sessionId: Type.String(),
  localDate: Type.String(),
});

export const newCoachSuggestion = strict({
  bpm: Type.Integer(limits),
  validFrom: localDate(),
  method: Type.Optional(text(100)),
  reason: Type.Optional(text(1000)),
});

/** What a coach suggests (C6). */
export const coachSuggestionSchema = strict({
  id: Type.String(),
  author: coachAuthor,
  bpm: Type.Integer(),
  validFrom: Type.String(),
  method: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
  createdAt: instant(),
  state: oneOf('open', 'confirmed', 'declined'),
  answeredAt: Type.Optional(instant()),
});

export const suggestionSchema = Type.Union([observed, coachSuggestionSchema]);

export function presentCoachSuggestion(suggestion: {
  readonly id: string;
  readonly author: Parameters<typeof presentCoachAuthor>[0];
  readonly bpm: number;
  readonly validFrom: string;
  readonly method: string | null;
  readonly reason: string | null;
  readonly createdAtMs: number;
  readonly state: Static<typeof coachSuggestionSchema>['state'];
  readonly answeredAtMs: number | null;
}): Static<typeof coachSuggestionSchema> {
  const { id, author, bpm, validFrom, method, reason, createdAtMs, state, answeredAtMs } = suggestion;
  return {
    id,
    author: presentCoachAuthor(author),
    bpm,
    validFrom,
    ...(method === null ? {} : { method }),
    ...(reason === null ? {} : { reason }),
    createdAt: new Date(createdAtMs).toISOString(),
    state,
    ...(answeredAtMs === null ? {} : { answeredAt: new Date(answeredAtMs).toISOString() }),
  };
}
