import { describe, expect, it } from 'vitest';
import { crossingsOf, type CeilingEvent } from '../../../src/domain/ceiling/ceiling-reducer.ts';
import { LiveSession } from '../../../src/domain/coaching/live-session.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import { seededRandom } from '../../../src/domain/simulated-heart/seeded-random.ts';
import { NO_VALUE, PAUSE, RESUME } from '../../../src/domain/timeline/sample.ts';
import { CEILING, LIMITS } from '../../support/ceiling.ts';
import { countCrossings, type GuardedItem } from '../../support/oracle/count-crossings.ts';
import { dateOf } from '../../support/week-evidence.ts';

const CROSSINGS = 10_000;
const EPISODES_PER_RUN = 60;
const START_MS = Date.UTC(2026, 10, 16, 10);

/**
 * A run near its ceiling as a bad strap sends it: beats at uneven instants, episodes above of every length around three
 * and ten seconds, single spikes and whole rows of them, drop-outs, silences and pauses.
 */
function fuzzedRun(seed: number): GuardedItem[] {
  const seeded = seededRandom(seed);
  const whole = (from: number, to: number): number =>
    from + Math.floor(seeded.between(0, 1) * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)]!;
  const chance = (share: number): boolean => seeded.between(0, 1) < share;
  const items: GuardedItem[] = [];
  let atMs = START_MS;
  const add = (what: GuardedItem['what']): void => {
    items.push({ atMs, what });
    atMs += chance(0.8) ? 1_000 : pick([250, 500, 999, 1_001, 2_000, 3_000, 4_000]);
  };
  const disturb = (): void => {
    if (chance(0.05)) for (let length = pick([1, 1, 1, 2, 5, 12]); length > 0; length--) add('nothing');
    if (chance(0.03)) add(215);
    if (chance(0.01)) {
      const high = whole(195, 220);
      for (let length = whole(2, 8); length > 0; length--) add(high + whole(-6, 6));
    }
    if (chance(0.01)) atMs += pick([5_000, 9_000, 10_000, 11_000, 40_000]);
    if (chance(0.004)) {
      add('pause');
      atMs += pick([1_000, 30_000]);
      add('resume');
    }
  };
  for (let episode = 0; episode < EPISODES_PER_RUN; episode++) {
    for (let length = pick([1, 2, 8, 9, 10, 11, 20, 30]); length > 0; length--) {
      add(whole(140, 150));
      disturb();
    }
    for (let length = pick([1, 2, 3, 4, 5, 9, 10, 11, 12, 25]); length > 0; length--) {
      add(whole(151, 163));
      disturb();
    }
  }
  return items;
}

const CODES = { nothing: NO_VALUE, pause: PAUSE, resume: RESUME } as const;

/** The road of a live run: the session that the server and the phone append to. */
function throughLiveSession(codes: readonly number[], instants: readonly number[]) {
  const said: { atMs: number; event: CeilingEvent }[] = [];
  let nowMs = NaN;
  const session = new LiveSession({
    sessionId: 'run',
    sport: 'running',
    intent: 'free',
    simulated: false,
    measure: {
      timeZones: [{ validFrom: dateOf('1970-01-01'), timeZone: 'UTC' }],
      prescription: { ...DEFAULT_PRESCRIPTION, ceiling: CEILING },
      maxHeartRates: [],
    },
    nowMs: START_MS,
    listener: {
      noteEvent: () => undefined,
      noteCeiling: (event) => said.push({ atMs: nowMs, event }),
    },
  });
  for (const [index, code] of codes.entries()) {
    nowMs = instants[index]!;
    session.append(nowMs, code, 0);
  }
  return { crossings: session.ceiling!.crossings, said };
}

describe('X: the ceiling guard in a long stream', () => {
  it(`X: of ${CROSSINGS} crossings between drop-outs and spikes none is missed and none is false, live as from a file`, () => {
    let crossings = 0;
    for (let seed = 1; crossings < CROSSINGS; seed++) {
      const items = fuzzedRun(seed);
      const expected = countCrossings(items, { highestBpm: 150, saySeconds: 3, repeatSeconds: 10 });
      const instants = items.map(({ atMs }) => atMs);
      const codes = items.map(({ what }) => (typeof what === 'number' ? what : CODES[what]));
      const live = throughLiveSession(codes, instants);
      const fromFile = crossingsOf(
        { count: codes.length, atMs: Float64Array.from(instants), code: Int16Array.from(codes) },
        LIMITS,
      );
      expect(live, `run ${seed}`).toEqual(expected);
      expect(fromFile, `run ${seed}`).toEqual(expected.crossings);
      crossings += expected.crossings.length;
    }
  });
});
