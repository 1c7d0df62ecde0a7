import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/units.ts';
import type { SendOutcome } from '../ports/guarded-post.ts';

/** Waiting before the second attempt and each further one; the last goes on until three days are over. */
const BACKOFF_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
];
const TRIED_FOR_MS = 72 * HOUR_MS;

/**
 * When something that has just failed is tried again; null once that would be too late. `attemptsBefore` counts those
 * before the one that failed.
 */
export function againAfter(attemptsBefore: number, createdAtMs: number, nowMs: number): number | null {
  const waitMs = BACKOFF_MS[Math.min(attemptsBefore, BACKOFF_MS.length - 1)]!;
  return isTooLate(createdAtMs, nowMs + waitMs) ? null : nowMs + waitMs;
}

/** Whether it was tried for as long as anything is. */
export function isTooLate(createdAtMs: number, nowMs: number): boolean {
  return nowMs > createdAtMs + TRIED_FOR_MS;
}

/** Whether a receiver has taken what was sent: any 2xx. */
export function isTaken({ status }: SendOutcome): boolean {
  return status !== null && status >= 200 && status < 300;
}
