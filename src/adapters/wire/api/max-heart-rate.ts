import { Type } from 'typebox';
import { HIGHEST_MAX_BPM, LOWEST_MAX_BPM } from '../../../domain/max-heart-rate/formulas.ts';
import { datedHeartRate, newDatedHeartRate } from './dated-heart-rate.ts';
import { oneOf } from './formats.ts';
import { strict } from './schema.ts';

const source = oneOf('measured', 'entered', 'confirmed', 'formula');
/** Allowed 100…230 (M2). */
const limits = { minimum: LOWEST_MAX_BPM, maximum: HIGHEST_MAX_BPM };

export const newMaxHeartRate = newDatedHeartRate(limits, source);
export const maxHeartRateSchema = datedHeartRate(source);

export const suggestionSchema = strict({
  bpm: Type.Integer(),
  /** What was seen, before the step was limited to 10. */
  observedBpm: Type.Integer(),
  sessionId: Type.String(),
  localDate: Type.String(),
});
