/** A ride as the heart had it: stretches of one value a second, between which the timer stood still. */
export interface SoundRide {
  readonly startMs: number;
  readonly stretches: readonly { readonly fromS: number; readonly bpm: readonly number[] }[];
}

/** A whole number from 0 up to, without, `below`. */
export type Random = (below: number) => number;

/** Two to five stretches of 60 to 300 s, with pauses of 2 to 40 min; neighbours differ by what Z7 accepts. */
export function soundRide(random: Random): SoundRide {
  const stretches: { fromS: number; bpm: number[] }[] = [];
  let fromS = 0;
  let bpm = 110 + random(40);
  for (let count = 2 + random(4); count > 0; count--) {
    const values = Array.from({ length: 60 + random(241) }, () => {
      bpm = Math.min(180, Math.max(60, bpm + random(7) - 3));
      return bpm;
    });
    stretches.push({ fromS, bpm: values });
    fromS += values.length + 120 + random(2_280);
  }
  return { startMs: Date.UTC(2026, 9, 5, 6) + random(20) * 3_600_000, stretches };
}

/** Seconds per bpm, one for each value. */
export function secondsPerBpm({ stretches }: SoundRide): number[] {
  const seconds = new Array<number>(256).fill(0);
  for (const { bpm } of stretches) for (const value of bpm) seconds[value]!++;
  return seconds;
}

/** The same ride with a value only where it changes, and at least every ten seconds; null elsewhere. */
export function onlyOnChange(bpm: readonly number[]): (number | null)[] {
  let last = 0;
  return bpm.map((value, i) => {
    if (i > 0 && i < bpm.length - 1 && value === bpm[last] && i - last < 10) return null;
    last = i;
    return value;
  });
}

export function shuffled<Value>(values: readonly Value[], random: Random): Value[] {
  const result = [...values];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
