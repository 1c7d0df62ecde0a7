import { FIRST_REAL_MS } from '../real-time.ts';
import { DAY_MS } from '../../../domain/units.ts';

/** FIT time: seconds since 1989-12-31T00:00:00Z. */
const FIT_EPOCH_S = 631_065_600;
const HOUR_S = 3_600;
const LARGEST_OFFSET_S = 14 * HOUR_S;
const QUARTER_S = 15 * 60;
const QUARTER_TOLERANCE_S = 60;

export function fitTimeToMs(fitS: number): number {
  return Math.round((FIT_EPOCH_S + fitS) * 1000);
}

/** True for a time that a set clock can have written: not since switch-on, not after `nowMs` by more than a day. */
export function isRealTime(fitS: number, nowMs: number): boolean {
  return fitTimeToMs(fitS) >= FIRST_REAL_MS && fitTimeToMs(fitS) <= nowMs + DAY_MS;
}

/** The device's own offset in minutes: at most 14 h and within a minute of a quarter hour, else null (T2). */
export function utcOffsetMinutesOf(localMinusUtcS: readonly number[]): number | null {
  for (const offsetS of localMinusUtcS) {
    const quarters = Math.round(offsetS / QUARTER_S);
    if (Math.abs(offsetS) > LARGEST_OFFSET_S + QUARTER_TOLERANCE_S) continue;
    if (Math.abs(offsetS - quarters * QUARTER_S) <= QUARTER_TOLERANCE_S) return quarters * 15;
  }
  return null;
}
