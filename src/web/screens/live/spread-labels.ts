/**
 * Where labels of a scale stand, in the order of `places` (each 0 at the foot to 100 at the top): at their own place, or
 * as far above it as the label below needs `gap`, and never above the top.
 */
export function spreadLabels(places: readonly number[], gap: number): number[] {
  const order = places.map((_place, index) => index).sort((a, b) => places[a]! - places[b]!);
  const spread = [...places];
  let lowest = -Infinity;
  for (const index of order) {
    lowest = Math.max(places[index]!, lowest + gap);
    spread[index] = lowest;
  }
  let highest = 100;
  for (const index of order.toReversed()) {
    spread[index] = Math.min(spread[index]!, highest);
    highest = spread[index] - gap;
  }
  return spread;
}
