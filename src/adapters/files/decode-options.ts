import type { DatedTimeZone } from '../../domain/athlete.ts';
import type { DecodeLimits } from './decode-limits.ts';

export interface DecodeOptions {
  readonly limits: DecodeLimits;
  /** Tells clocks that ran ahead. */
  readonly nowMs: number;
  /** Where a time without a zone was written: the athlete's, dated. */
  readonly timeZones: readonly DatedTimeZone[];
}
