import { Type, type Static } from 'typebox';
import {
  HIGHEST_THRESHOLD_BPM,
  LOWEST_THRESHOLD_BPM,
  type ThresholdHeartRate,
} from '../../../domain/basis/threshold-heart-rate.ts';
import { localDate, oneOf, text } from './formats.ts';
import { strict } from './schema.ts';

const value = {
  bpm: Type.Integer({ minimum: LOWEST_THRESHOLD_BPM, maximum: HIGHEST_THRESHOLD_BPM }),
  source: Type.Optional(oneOf('measured', 'entered')),
  validFrom: localDate(),
  method: Type.Optional(text(100)),
};

/** The body of a preview. A `previewId` is taken and ignored, so that one body serves preview and confirmation. */
export const newThresholdHeartRate = strict({ ...value, previewId: Type.Optional(text(100)) });

export const thresholdHeartRateSchema = strict({
  id: Type.String(),
  bpm: Type.Integer(),
  source: oneOf('measured', 'entered'),
  validFrom: Type.String(),
  method: Type.Optional(Type.String()),
  createdAt: Type.String(),
});

export function presentThresholdHeartRate(each: ThresholdHeartRate): Static<typeof thresholdHeartRateSchema> {
  return {
    id: each.id,
    bpm: each.bpm,
    source: each.source,
    validFrom: each.validFrom,
    ...(each.method === null ? {} : { method: each.method }),
    createdAt: new Date(each.createdAtMs).toISOString(),
  };
}
