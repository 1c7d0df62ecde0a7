import type { Recording } from '../../src/domain/timeline/recording.ts';
import { NO_VALUE } from '../../src/domain/timeline/sample.ts';
import type { SimulatedItem } from '../../src/domain/simulated-heart/simulate-heart.ts';
import { SECOND_MS } from '../../src/domain/units.ts';

export const START_MS = Date.UTC(2026, 10, 16, 6);

/** What a strap delivered as the recording that the live channel makes of it. */
export function recordingOf(
  items: readonly SimulatedItem[],
  overrides: Partial<Recording['facts']> = {},
): Recording {
  const startMs = items[0]?.[0] ?? START_MS;
  return {
    facts: {
      id: '00000000-0000-7000-8000-000000000001',
      kind: 'live',
      sport: 'running',
      subSport: null,
      startMs,
      endMs: (items.at(-1)?.[0] ?? startMs) + SECOND_MS,
      contentHash: '00',
      simulated: true,
      multisportId: null,
      utcOffsetMinutes: null,
      device: null,
      sets: [],
      ...overrides,
    },
    items: {
      count: items.length,
      atMs: Float64Array.from(items, ([atMs]) => atMs),
      code: Int16Array.from(items, ([, bpm]) => bpm ?? NO_VALUE),
    },
  };
}
