import { Type } from 'typebox';
import { HIGHEST_THRESHOLD_BPM, LOWEST_THRESHOLD_BPM } from '../../../domain/basis/threshold-heart-rate.ts';
import { datedHeartRate, newDatedHeartRate } from './dated-heart-rate.ts';
import { oneOf } from './formats.ts';

const source = oneOf('measured', 'entered');
const limits = { minimum: LOWEST_THRESHOLD_BPM, maximum: HIGHEST_THRESHOLD_BPM };

export const newThresholdHeartRate = newDatedHeartRate(limits, Type.Optional(source));
export const thresholdHeartRateSchema = datedHeartRate(source);
