import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attribute } from '../../../src/domain/timeline/attribute.ts';
import { cutRecording } from '../../../src/domain/timeline/cut-recording.ts';
import { evaluateSession } from '../../../src/domain/session/evaluate-session.ts';
import { groupRecordings } from '../../../src/domain/timeline/group-recordings.ts';
import type { Recording, RecordingFacts } from '../../../src/domain/timeline/recording.ts';
import { mergeTimelines, rankSources } from '../../../src/domain/timeline/merge-timelines.ts';
import type { Span } from '../../../src/domain/timeline/span.ts';
import { TimelineBuilder } from '../../../src/domain/timeline/timeline-builder.ts';
import { INACTIVE, type Timeline } from '../../../src/domain/timeline/timeline.ts';
import { timelineSource } from '../../../src/domain/timeline/timeline-source.ts';
import type { LocalDate } from '../../../src/domain/units.ts';
import { itemSteps, rowsOfSteps } from './arbitrary-items.ts';
import { describeTimeline, recordingOf, script, START_MS } from './item-builder.ts';

const ZONES = [{ validFrom: '2020-01-01' as LocalDate, timeZone: 'Europe/Copenhagen' }];
const MINUTE = 60_000;

function recording(
  id: string,
  text: string,
  facts: Partial<RecordingFacts> = {},
  afterSeconds = 0,
): Recording {
  return recordingOf(script(text, START_MS + afterSeconds * 1_000), { id, contentHash: id, ...facts });
}

const mergedShape = (...recordings: Recording[]): string =>
  describeTimeline(evaluateSession(recordings, ZONES).timeline);

describe('Z10: one heart, one timeline', () => {
  const file = { kind: 'file' } as const;

  test('Z10: a file wins over a live stream, whichever is denser', () => {
    expect(mergedShape(recording('live', '120*6'), recording('file', '110 ~2 111 ~1', file))).toBe(
      '110x3 111x1 120x2',
    );
  });

  test('Z10: where the winner is unknown the next one fills in', () => {
    expect(mergedShape(recording('file', '110*2 20*2 111*2', file), recording('live', '120*6'))).toBe(
      '110x2 120x2 111x2',
    );
  });

  test('Z10: a pause is active for 10 s after each value that another source recorded in it', () => {
    const paused = recording('file', '110*2 P ~30 R 111*2', file);
    expect(mergedShape(paused, recording('live', '120*4'))).toBe('110x2 120x2 .x28 111x2');
    expect(mergedShape(paused, recording('live', '120*4 ~40 120'))).toBe(
      '110x2 120x11 .x19 111x2 ?x10 120x1',
    );
    const everySecond = recording('live', '120*40');
    expect(mergedShape(paused, everySecond)).toBe('110x2 120x30 111x2 120x6');
  });

  test('Z10: a copy of a ride without its pause leaves the pause paused, however long, whichever ranks higher', () => {
    for (const seconds of [1, 2, 3, 20, 59, 3600]) {
      const shape = `110x60 .x${seconds} 111x60`;
      const ride = (id: string, pause: string): Recording =>
        recording(id, `110*60 ${pause} 111*60`, { kind: 'file' });
      for (const [original, copy] of [
        ['a', 'b'],
        ['b', 'a'],
      ] as const) {
        expect(mergedShape(ride(original, `P ~${seconds} R`), ride(copy, `~${seconds}`))).toBe(shape);
      }
    }
  });

  test('Z10: a copy that rounds its instants up by a second leaves the pause paused', () => {
    const original = recording('a', '110*60 P ~600 R 111*60', file);
    const copy = recording('b', '110*60 ~600 111*60', file, 1);
    expect(mergedShape(original, copy)).toMatch(/^110x60 \.x600 111x6[01]/);
  });

  test('Z10: a better source that recorded through the pause of a worse one keeps that time whole', () => {
    const watch = recording('file', '110 ~14 110 ~14 110 ~14 110 ~14 110', file);
    expect(mergedShape(watch, recording('live', '120*16 P ~20 R 120*4'))).toBe('110x61');
  });

  test('Z10: between equals the denser sampling, then the better coverage, then the lowest hash', () => {
    const dense = recording('dense', '120*20', file);
    const sparse = recording('a-sparse', '110 ~4 110 ~4 110 ~4 110', file);
    expect(mergedShape(sparse, dense)).toBe('120x20');
    const whole = recording('whole', '120*20', file);
    const holed = recording('a-holed', '110*10 20*2 110*8', file);
    expect(mergedShape(holed, whole)).toBe('120x20');
    expect(mergedShape(recording('b', '120*3', file), recording('a', '110*3', file))).toBe('110x3');
  });

  test('Z10: sources say how much of the active time they decided, and it adds up', () => {
    const { evidence, strips } = evaluateSession(
      [recording('file', '110*2 20*2 111*2', file), recording('live', '120*9', {}, 3)],
      ZONES,
    );
    // Second 2 is unknown to the file alone; from second 3 the live stream fills in, and goes on after the file.
    expect(evidence.sources.map(({ recordingId, usedMs }) => [recordingId, usedMs])).toEqual([
      ['file', 5_000],
      ['live', 7_000],
    ]);
    expect(evidence.activeMs).toBe(12_000);
    expect(strips.map(({ recordingId, fromMs, toMs }) => [recordingId, (toMs - fromMs) / 1_000])).toEqual([
      ['file', 3],
      ['live', 1],
      ['file', 2],
      ['live', 6],
    ]);
  });

  test('Z10: totals of merged sources never exceed their union, every instant counts once, in any order', () => {
    const source = fc.record({
      steps: itemSteps({ maxLength: 60 }),
      kind: fc.constantFrom('live' as const, 'file' as const),
      afterSeconds: fc.integer({ min: 0, max: 600 }),
    });
    fc.assert(
      fc.property(fc.array(source, { minLength: 1, maxLength: 4 }), (sources) => {
        const recordings = sources.map(({ steps, kind, afterSeconds }, i) =>
          recordingOf(rowsOfSteps(steps, START_MS + afterSeconds * 1_000), {
            id: `r${i}`,
            kind,
            contentHash: `${i}`,
          }),
        );
        const merged = evaluateSession(recordings, ZONES);
        const alone = recordings.map((each) => attribute(each).timeline);
        expect(merged.evidence.activeMs).toBeLessThanOrEqual(unionMs(alone));
        expect(merged.evidence.activeMs).toBe(activeByRuleMs(recordings));
        expect(merged.evidence.sources.reduce((sum, { usedMs }) => sum + usedMs, 0)).toBe(
          merged.evidence.activeMs,
        );
        expect(evaluateSession([...recordings].reverse(), ZONES)).toEqual(merged);
        // Merged within bounds, nothing within them differs: what all-day data of a month say of a week.
        const { boundaryMs, count } = merged.timeline;
        const middle = { fromMs: boundaryMs[0]! + 20_500, toMs: boundaryMs[count]! - 20_500 };
        const within = mergeTimelines(recordings.map(timelineSource), middle).timeline;
        expect(clipped(within, middle)).toEqual(clipped(merged.timeline, middle));
      }),
    );
  });

  test('T2, Z10: sport comes from a file first, then from whoever knows it; the device and its sets are kept', () => {
    const live = recording('live', '120*5', { sport: 'running', device: { name: 'H10' } });
    const watch = { ...file, sport: 'training', subSport: 'strength_training' };
    const sets = [{ repetitions: 8, weightKg: 40, durationMs: 30_000 }];
    const known = evaluateSession([live, recording('file', '121*5', { ...watch, sets })], ZONES).evidence;
    expect([known.sport, known.subSport, known.setCount]).toEqual(['training', 'strength_training', 1]);
    expect(known.sources[1]!.deviceName).toBe('H10');
    const unnamed = evaluateSession(
      [live, recording('file', '121*5', { ...file, sport: null })],
      ZONES,
    ).evidence;
    expect(unnamed.sport).toBe('running');
  });
});

/** What a timeline says within the bounds. */
function clipped({ count, boundaryMs, state }: Timeline, { fromMs, toMs }: Span): Timeline {
  const builder = new TimelineBuilder();
  for (let i = 0; i < count; i++) {
    const [from, to] = [Math.max(boundaryMs[i]!, fromMs), Math.min(boundaryMs[i + 1]!, toMs)];
    if (from < to) builder.segment(state[i]!, from, to);
  }
  return builder.build();
}

/** Z10 by brute force, instant by instant: who is paused there, and who has its own value in that pause. */
function activeByRuleMs(recordings: readonly Recording[]): number {
  const sources = rankSources(recordings.map(timelineSource));
  const bounds = sources.flatMap(({ timeline, sampleMs }) => [
    ...timeline.boundaryMs.subarray(0, timeline.count + 1),
    ...[...sampleMs].flatMap((ms) => [ms, ms + 10_000]),
  ]);
  const edges = [...new Set(bounds)].sort((a, b) => a - b);
  let activeMs = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const here = sources.map(({ timeline: { count, boundaryMs, state } }) => {
      const at = boundaryMs.subarray(0, count + 1).findLastIndex((ms) => ms <= edges[i]!);
      if (at < 0 || at >= count) return null;
      return { state: state[at]!, fromMs: boundaryMs[at]!, toMs: boundaryMs[at + 1]! };
    });
    const isActive = sources.some(({ sampleMs }, rank) => {
      if (here[rank] === null || here[rank]!.state === INACTIVE) return false;
      return here.every((pause, otherRank) => {
        if (pause?.state !== INACTIVE) return true;
        const margin = Math.min(1_000, (pause.toMs - pause.fromMs) / 4);
        const own = [...sampleMs].filter((ms) => ms >= pause.fromMs && ms < pause.toMs);
        if (!own.some((ms) => ms >= pause.fromMs + margin && ms < pause.toMs - margin)) return false;
        return rank < otherRank || own.some((ms) => ms <= edges[i]! && edges[i]! < ms + 10_000);
      });
    });
    if (isActive) activeMs += edges[i + 1]! - edges[i]!;
  }
  return activeMs;
}

function unionMs(
  timelines: readonly { count: number; boundaryMs: Float64Array; state: Uint8Array }[],
): number {
  const active: [number, number][] = [];
  for (const { count, boundaryMs, state } of timelines) {
    for (let i = 0; i < count; i++) {
      if (state[i] !== INACTIVE) active.push([boundaryMs[i]!, boundaryMs[i + 1]!]);
    }
  }
  active.sort((a, b) => a[0] - b[0]);
  let sumMs = 0;
  let reachedMs = -Infinity;
  for (const [fromMs, toMs] of active) {
    sumMs += Math.max(0, toMs - Math.max(fromMs, reachedMs));
    reachedMs = Math.max(reachedMs, toMs);
  }
  return sumMs;
}

describe('Z10: which recordings form a session', () => {
  const facts = (
    id: string,
    fromMin: number,
    toMin: number,
    more: Partial<RecordingFacts> = {},
  ): RecordingFacts =>
    recordingOf(script('120'), {
      id,
      startMs: START_MS + fromMin * MINUTE,
      endMs: START_MS + toMin * MINUTE,
      ...more,
    }).facts;
  const ids = (recordings: RecordingFacts[]): string =>
    groupRecordings(recordings)
      .map((group) => group.map(({ id }) => id).join('+'))
      .join(' ');

  test('Z10: overlapping recordings join whatever their sport', () => {
    expect(ids([facts('a', 0, 30), facts('b', 20, 50, { sport: 'cycling' })])).toBe('a+b');
  });
  test('Z10: one sport joins over 10 min, not over more; another sport does not', () => {
    expect(ids([facts('a', 0, 30), facts('b', 40, 50)])).toBe('a+b');
    expect(ids([facts('a', 0, 30), facts('b', 40.001, 50)])).toBe('a b');
    expect(ids([facts('a', 0, 30), facts('b', 31, 50, { sport: 'cycling' })])).toBe('a b');
  });
  test('Z10: legs of one multisport file never join each other', () => {
    const legs = { multisportId: 'tri' };
    expect(ids([facts('a', 0, 30, legs), facts('b', 31, 50, legs)])).toBe('a b');
    expect(ids([facts('a', 0, 30, legs), facts('b', 31, 50, { multisportId: 'other' })])).toBe('a+b');
  });
  test('Z10: all-day monitoring forms no session, and simulated never meets real', () => {
    expect(ids([facts('m', 0, 900, { kind: 'monitoring' }), facts('a', 0, 30), facts('b', 60, 90)])).toBe(
      'a b',
    );
    expect(ids([facts('a', 0, 30), facts('s', 0, 30, { simulated: true })])).toBe('a s');
  });
  test('Z10: the earliest start names the session, then the lowest id', () => {
    expect(ids([facts('b', 5, 30), facts('a', 6, 31)])).toBe('b+a');
    expect(ids([facts('b', 5, 30), facts('a', 5, 31)])).toBe('a+b');
  });
  test('Z10: the order of arrival makes no difference', () => {
    const any = fc.record({
      from: fc.integer({ min: 0, max: 300 }),
      length: fc.integer({ min: 1, max: 60 }),
      sport: fc.constantFrom('running', 'cycling', null),
      multisportId: fc.constantFrom(null, null, 'tri'),
      simulated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (specs, order) => {
        const given = specs.map(({ from, length, ...more }, i) => facts(`r${i}`, from, from + length, more));
        const shuffled = given
          .map((each) => ({ each, key: order.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        expect(groupRecordings(shuffled)).toEqual(groupRecordings(given));
      }),
    );
  });
});

describe('Z10: where a recording is cut', () => {
  const id = '019a9600-0000-7000-8000-000000000001';

  test('Z10: a live recording silent for more than 10 min becomes two, each with its own time and id', () => {
    const parts = cutRecording(recording(id, '120*3 ~601 121*2'));
    expect(0x01a1ee228c60).toBe(START_MS + 604_000);
    expect(parts.map((part) => describeTimeline(attribute(part).timeline))).toEqual(['120x3', '121x2']);
    expect(parts.map(({ facts }) => facts.id)).toEqual([id, '01a1ee22-8c60-7000-8000-000000000001']);
    expect(parts.map(({ facts }) => facts.endMs - facts.startMs)).toEqual([3_000, 2_000]);
    expect(groupRecordings(parts.map(({ facts }) => facts))).toHaveLength(2);
  });

  test('Z10: a silence of exactly 10 min does not cut, nor does any silence under a day in a file', () => {
    const whole = recording(id, '120*3 ~599 121*2');
    expect(cutRecording(whole)).toEqual([whole]);
    const ride = recording(id, '120*3 ~80000 121*2', { kind: 'file' });
    expect(cutRecording(ride)).toEqual([ride]);
  });

  test('Z3: a record decades ahead does not stretch a file over the weeks between', () => {
    const parts = cutRecording(recording(id, `120*3 ~${59 * 365 * 86_400} 121`, { kind: 'file' }));
    expect(parts.map(({ facts }) => facts.endMs - facts.startMs)).toEqual([3_000, 1_000]);
  });

  test('Z5: a pause lasts across a cut', () => {
    const parts = cutRecording(recording(id, '120*3 P ~700 121*4 R 122*2'));
    expect(parts.map((part) => describeTimeline(attribute(part).timeline))).toEqual(['120x3', '122x2']);
  });
});

describe('M4: the observed maximum', () => {
  const max = (text: string, facts: Partial<RecordingFacts> = {}): number | null =>
    evaluateSession([recording('r', text, facts)], ZONES).evidence.sustainedMaxBpm;

  test('M4: a bpm must be sustained for 30 s', () => {
    expect(max('150*40 172*29 150*5')).toBe(150);
    expect(max('150*40 172*30 150*5')).toBe(172);
    expect(max('150*29')).toBeNull();
  });
  test('M4: what counts is the lowest of the 30 s, wherever they lie', () => {
    expect(max('150*10 160*10 170*10 165*10 160*10 150*10')).toBe(160);
    expect(max('170*15 168*20 171*15')).toBe(168);
  });
  test('M4: a gap begins again, also where a file would hold longer', () => {
    expect(max('170*20 -*1 170*20')).toBeNull();
    expect(max('170*15 ~20 170*15', { kind: 'file' })).toBeNull();
    expect(max('170 ~59 170', { kind: 'file' })).toBeNull();
  });
});
