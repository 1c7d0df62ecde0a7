import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { couldEarn } from '../../../src/domain/four-by-four/could-earn.ts';
import type { FourByFourEdges } from '../../../src/domain/four-by-four/four-by-four.ts';
import { recogniseFourByFour } from '../../../src/domain/four-by-four/four-by-four-reducer.ts';
import { dayHistograms } from '../../../src/domain/session/histogram.ts';
import { TimelineBuilder } from '../../../src/domain/timeline/timeline-builder.ts';
import { INACTIVE, UNKNOWN, type Timeline } from '../../../src/domain/timeline/timeline.ts';
import { SECOND_MS } from '../../../src/domain/units.ts';
import { date } from '../../support/evidence.ts';
import { START_MS } from './item-builder.ts';

type Stretch = readonly [state: number, seconds: number];

const UTC = [{ timeZone: 'UTC', validFrom: date('1900-01-01') }];

function timelineOf(stretches: readonly Stretch[]): Timeline {
  const builder = new TimelineBuilder();
  let fromMs = START_MS;
  for (const [state, seconds] of stretches) {
    const toMs = fromMs + SECOND_MS * seconds;
    builder.segment(state, fromMs, toMs);
    fromMs = toMs;
  }
  return builder.build();
}

const earns = (timeline: Timeline, edges: FourByFourEdges): boolean =>
  couldEarn({ days: dayHistograms(timeline, UTC) }, edges);

const ARTICLE: FourByFourEdges = { workBpm: 162, floorBpm: 152, aboveBpm: 172 };

describe('intervals that a session could have earned by its time', () => {
  const interval: readonly Stretch[] = [
    [155, 150],
    [163, 90],
    [125, 180],
  ];

  it('T8: three credited bouts of four are near enough, with the least effort that credits them', () => {
    const three = timelineOf([...interval, ...interval, ...interval]);
    expect(recogniseFourByFour(three, ARTICLE).credited).toBe(3);
    expect(earns(three, ARTICLE)).toBe(true);
    expect(earns(timelineOf([...interval, ...interval, [163, 89]]), ARTICLE)).toBe(false);
    expect(earns(three, { ...ARTICLE, workBpm: 164 })).toBe(false);
  });

  it('I3, M6: whatever lies between, no session earns more than its time tells', () => {
    const stretch = fc.tuple(
      fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 140, max: 180 }) },
        { weight: 1, arbitrary: fc.constantFrom(UNKNOWN, INACTIVE) },
      ),
      fc.integer({ min: 1, max: 120 }),
    );
    const edges = fc.record({
      workBpm: fc.integer({ min: 150, max: 182 }),
      floorBpm: fc.integer({ min: 140, max: 165 }),
      aboveBpm: fc.constant(175),
      times: fc.record({
        reps: fc.integer({ min: 1, max: 4 }),
        shortestWorkMs: fc.integer({ min: 60, max: 120 }).map((seconds) => SECOND_MS * seconds),
        longestWorkMs: fc.constant(900 * SECOND_MS),
        leastEffortMs: fc.integer({ min: 10, max: 90 }).map((seconds) => SECOND_MS * seconds),
        shortestRecoveryMs: fc.constant(20 * SECOND_MS),
        longestRecoveryMs: fc.constant(900 * SECOND_MS),
        belowFloorMs: fc.constantFrom(0, 30 * SECOND_MS),
      }),
    });
    let near = 0;
    let told = 0;
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 40 }), edges, (stretches, each) => {
        const timeline = timelineOf(stretches);
        const { credited, of } = recogniseFourByFour(timeline, each);
        const could = earns(timeline, each);
        if (of > 1 && credited >= of - 1) near++;
        if (!could) told++;
        expect(could || credited < of - 1).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    // Both happen often enough to say something.
    expect(near).toBeGreaterThan(50);
    expect(told).toBeGreaterThan(50);
  });
});
