const PREFIX = 'zone-coach.number.';

/**
 * The highest number given while the storage of the run refused: after a reload the numbers go on behind it, so that none
 * is given twice (L2). Kept apart from that storage.
 */
export function rememberNumber(session: string, seq: number): void {
  try {
    localStorage.setItem(PREFIX + session, String(seq));
  } catch {
    // Refused as well: then there is nothing left to remember it by.
  }
}

/** 0 when there is none. */
export function rememberedNumber(session: string): number {
  return Number(localStorage.getItem(PREFIX + session) ?? 0);
}

export function forgetNumber(session: string): void {
  localStorage.removeItem(PREFIX + session);
}
