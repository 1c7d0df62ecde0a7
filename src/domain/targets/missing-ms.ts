/**
 * Milliseconds in range that a dose still needs; 0 when it is had. `aboveMs` counts only where a dose has a limit to what
 * may lie above its range, a share of the time in it (T3). The one rule of the week's verdict and of what is left while
 * running (T3, T5, T7, T9).
 */
export function missingMs(neededMs: number, inRangeMs: number, aboveMs = 0, aboveShare = Infinity): number {
  // In hundredths, whole numbers: a share of two decimals is never off by a rounding.
  const hundredths = Math.round(100 * aboveShare);
  const excess = aboveShare === Infinity ? 0 : (100 * aboveMs - hundredths * inRangeMs) / hundredths;
  return Math.max(neededMs - inRangeMs, excess, 0);
}
