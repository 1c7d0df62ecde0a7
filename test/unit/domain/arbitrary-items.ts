import fc from 'fast-check';
import { NO_VALUE, PAUSE, RESUME } from '../../../src/domain/timeline/sample.ts';
import type { Item } from './item-builder.ts';

export interface ItemStep {
  readonly afterMs: number;
  readonly code: number;
  readonly rrKey: number;
}

/** Hearts with jumps, drop-outs, pauses and gaps: mostly about a second apart, some at one instant, some minutes. */
export function itemSteps({ distinct = false, pauses = true, maxLength = 300 } = {}): fc.Arbitrary<
  ItemStep[]
> {
  const afterMs = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 900, max: 1_100 }) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 600_000 }) },
    ...(distinct ? [] : [{ weight: 1, arbitrary: fc.constant(0) }]),
  );
  const code = fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 140, max: 175 }) },
    { weight: 3, arbitrary: fc.integer({ min: 90, max: 200 }) },
    { weight: 1, arbitrary: fc.constantFrom(NO_VALUE, 20, 250) },
    ...(pauses ? [{ weight: 1, arbitrary: fc.constantFrom(PAUSE, RESUME) }] : []),
  );
  return fc.array(fc.record({ afterMs, code, rrKey: fc.integer({ min: 0, max: 2 }) }), {
    minLength: 1,
    maxLength,
  });
}

export function rowsOfSteps(steps: readonly ItemStep[], startMs: number): Item[] {
  let atMs = startMs;
  return steps.map(({ afterMs, code, rrKey }) => ({ atMs: (atMs += afterMs), code, rrKey }));
}
