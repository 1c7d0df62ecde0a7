/** Time in Zone 2 is at least this many times the time above it (T3). */
const IN_BAND_PER_ABOVE = 2;

/**
 * Milliseconds in range that a dose still needs; 0 when it is had. `aboveMs` counts only where a dose has a limit to what
 * may lie above its range (T3). The one rule of the week's verdict and of what is left while running (T3, T5, T7, T9).
 */
export function missingMs(neededMs: number, inRangeMs: number, aboveMs = 0): number {
  return Math.max(neededMs - inRangeMs, IN_BAND_PER_ABOVE * aboveMs - inRangeMs, 0);
}
