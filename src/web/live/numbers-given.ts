import { forget, keep, recall } from '../browser-storage.ts';

const PREFIX = 'zone-coach.number.';

/**
 * The highest number given while the storage of the run refused: after a reload the numbers go on behind it, so that none
 * is given twice (L2). Kept apart from that storage.
 */
export function rememberNumber(session: string, seq: number): void {
  keep(PREFIX + session, String(seq));
}

/** 0 when there is none. */
export function rememberedNumber(session: string): number {
  return Number(recall(PREFIX + session) ?? 0);
}

export function forgetNumber(session: string): void {
  forget(PREFIX + session);
}
