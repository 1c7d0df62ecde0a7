import { Type, type Static } from 'typebox';
import { HIGHEST_MAX_BPM, LOWEST_MAX_BPM } from '../../../domain/max-heart-rate/formulas.ts';
import type { MaxHeartRate } from '../../../domain/max-heart-rate/max-heart-rate.ts';
import { localDate, oneOf, text } from './formats.ts';
import { strict } from './schema.ts';

const value = {
  /** Allowed 100…230 (M2). */
  bpm: Type.Integer({ minimum: LOWEST_MAX_BPM, maximum: HIGHEST_MAX_BPM }),
  source: oneOf('measured', 'entered', 'confirmed', 'formula'),
  validFrom: localDate(),
  method: Type.Optional(text(100)),
};

/** The body of a preview. A `previewId` is taken and ignored, so that one body serves preview and confirmation. */
export const newMaxHeartRate = strict({ ...value, previewId: Type.Optional(text(100)) });

export const maxHeartRateSchema = strict({
  id: Type.String(),
  bpm: Type.Integer(),
  source: value.source,
  validFrom: Type.String(),
  method: Type.Optional(Type.String()),
  createdAt: Type.String(),
});

export function presentMaxHeartRate(each: MaxHeartRate): Static<typeof maxHeartRateSchema> {
  return {
    id: each.id,
    bpm: each.bpm,
    source: each.source,
    validFrom: each.validFrom,
    ...(each.method === null ? {} : { method: each.method }),
    createdAt: new Date(each.createdAtMs).toISOString(),
  };
}

export const suggestionSchema = strict({
  bpm: Type.Integer(),
  /** What was seen, before the step was limited to 10. */
  observedBpm: Type.Integer(),
  sessionId: Type.String(),
  localDate: Type.String(),
});
