import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateSession } from '../../../src/domain/session/evaluate-session.ts';
import type { FourByFourEvent } from '../../../src/domain/four-by-four/four-by-four-reducer.ts';
import {
  FourByFourReducer,
  recogniseFourByFour,
} from '../../../src/domain/four-by-four/four-by-four-reducer.ts';
import { LiveEvaluation } from '../../../src/domain/coaching/live-evaluation.ts';
import { INACTIVE, UNKNOWN } from '../../../src/domain/timeline/timeline.ts';
import type { LocalDate } from '../../../src/domain/units.ts';
import { itemSteps, rowsOfSteps } from './arbitrary-items.ts';
import type { Item } from './item-builder.ts';
import { heldTimeline, recordingOf, script, START_MS } from './item-builder.ts';

const ZONES = [{ validFrom: '2020-01-01' as LocalDate, timeZone: 'Europe/Copenhagen' }];
const EDGES = { workBpm: 162, floorBpm: 152, aboveBpm: 172 };
/** Minutes before a midnight, one of them the night the clock goes back. */
const STARTS = [START_MS, Date.UTC(2026, 10, 18, 22, 50), Date.UTC(2026, 9, 24, 21, 50)];

function liveOf(
  rows: readonly Item[],
  onEvent: (event: FourByFourEvent) => void = () => undefined,
): LiveEvaluation {
  const live = new LiveEvaluation({
    facts: recordingOf(rows).facts,
    timeZones: ZONES,
    intervals: [{ target: 'interval_4x4', edges: EDGES }],
    onEvent,
  });
  for (const { atMs, code, rrKey } of rows) live.push(atMs, code, rrKey ?? 0);
  return live;
}

describe('I6: live equals afterwards', () => {
  test('I6: the live fold equals the batch with pauses, gaps, drop-outs, midnight and DST, asked at any time', () => {
    fc.assert(
      fc.property(
        itemSteps(),
        fc.constantFrom(...STARTS),
        fc.integer({ min: 1, max: 40 }),
        (steps, startMs, every) => {
          const rows = rowsOfSteps(steps, startMs);
          const recording = recordingOf(rows);
          const live = new LiveEvaluation({
            facts: recording.facts,
            timeZones: ZONES,
            intervals: [{ target: 'interval_4x4', edges: EDGES }],
          });
          rows.forEach(({ atMs, code, rrKey }, i) => {
            live.push(atMs, code, rrKey ?? 0);
            if (i % every === 0) live.snapshot(atMs + 700);
            if (i % every === 0) live.evidence(atMs + 30_000);
          });
          live.end();
          const batch = evaluateSession([recording], ZONES);
          const endMs = rows.at(-1)!.atMs + 60_000;
          if (Number.isFinite(recording.facts.endMs)) expect(live.evidence(endMs)).toEqual(batch.evidence);
          expect(live.intervalResults).toEqual([
            { edges: EDGES, result: recogniseFourByFour(batch.timeline, EDGES) },
          ]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('I6: how segments of one state are cut makes no difference to the recogniser', () => {
    fc.assert(
      fc.property(itemSteps({ distinct: true }), fc.integer({ min: 100, max: 5_000 }), (steps, pieceMs) => {
        const timeline = evaluateSession(
          [recordingOf(rowsOfSteps(steps, START_MS), { kind: 'file' })],
          ZONES,
        ).timeline;
        const reducer = new FourByFourReducer(EDGES);
        for (let i = 0; i < timeline.count; i++) {
          const endMs = timeline.boundaryMs[i + 1]!;
          for (let atMs = timeline.boundaryMs[i]!; atMs < endMs; atMs += pieceMs) {
            reducer.segment(timeline.state[i]!, atMs, Math.min(endMs, atMs + pieceMs));
          }
        }
        expect(reducer.result()).toEqual(recogniseFourByFour(timeline, EDGES));
      }),
    );
  });

  test('I6: a segment that is said to leave the recogniser unmoved changes neither credits nor phase', () => {
    const states = [UNKNOWN, INACTIVE, 100, 151, 152, 168];
    const segments = fc.array(
      fc.record({ state: fc.constantFrom(...states), seconds: fc.integer({ min: 1, max: 240 }) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(segments, (parts) => {
        const reducer = new FourByFourReducer(EDGES);
        const ahead = new FourByFourReducer(EDGES);
        let atMs = START_MS;
        for (const { state, seconds } of parts) {
          const nextMs = atMs + seconds * 1_000;
          for (const next of states.filter((each) => reducer.isUnmovedBy(each))) {
            ahead.copyFrom(reducer);
            ahead.segment(next, atMs, nextMs);
            expect([reducer.credited, reducer.phase(nextMs)]).toEqual([ahead.credited, ahead.phase(nextMs)]);
          }
          reducer.segment(state, atMs, nextMs);
          atMs = nextMs;
        }
      }),
    );
  });
});

describe('a live session as of now', () => {
  test('Z4: the latest value stands until now, at most 10 s, then it is unknown', () => {
    const live = liveOf(script('120*3'));
    const last = START_MS + 2_000;
    expect(live.snapshot(last + 4_000)).toMatchObject({ bpm: 120, activeMs: 6_000, recordMs: last });
    expect(live.snapshot(last + 4_000).rangeMs(108, 126)).toBe(6_000);
    expect(live.snapshot(last + 25_000)).toMatchObject({ bpm: null, activeMs: 27_000 });
    expect(live.snapshot(last + 25_000).rangeMs(108, 126)).toBe(12_000);
    expect(live.evidence(last + 25_000)!.days[0]!.unknownMs).toBe(15_000);
  });

  test('Z10: after more than 10 min of silence it stands as if it had ended', () => {
    const live = liveOf(script('120*3'));
    expect(live.snapshot(START_MS + 11 * 60_000).activeMs).toBe(3_000);
    expect(live.canAppend(START_MS + 602_001)).toBe(false);
    expect(live.canAppend(START_MS + 602_000)).toBe(true);
    expect(live.canAppend(START_MS + 1_999)).toBe(false);
  });

  test('Z5: paused time is not active and has no value', () => {
    const live = liveOf(script('120*3 P'));
    expect(live.snapshot(START_MS + 9_000)).toMatchObject({ bpm: null, paused: true, activeMs: 3_000 });
  });

  test('T2: range by date splits at midnight, also within the value that stands now', () => {
    const startMs = Date.UTC(2026, 10, 18, 22, 59, 57);
    const live = liveOf(script('120*2', startMs));
    const snapshot = live.snapshot(startMs + 8_000);
    expect(snapshot.rangeMs(120, 120, '2026-11-18' as LocalDate)).toBe(3_000);
    expect(snapshot.rangeMs(120, 120, '2026-11-19' as LocalDate)).toBe(5_000);
    expect(snapshot.rangeMs(120, 120)).toBe(8_000);
  });
});

describe('I7: live events', () => {
  function eventsOf(text: string): [string, number][] {
    const events: [string, number][] = [];
    const timeline = heldTimeline(script(text));
    const reducer = new FourByFourReducer(EDGES, ({ type, atMs, ...more }) => {
      events.push(['kind' in more ? `${type} ${more.kind}` : type, (atMs - START_MS) / 1_000]);
    });
    for (let i = 0; i < timeline.count; i++) {
      for (let atMs = timeline.boundaryMs[i]!; atMs < timeline.boundaryMs[i + 1]!; atMs += 1_000) {
        reducer.segment(timeline.state[i]!, atMs, atMs + 1_000);
      }
    }
    return events;
  }

  test('I7: work starts after 10 s, is credited at 180 s, closed after 30 s below, recovered after 60 s', () => {
    expect(eventsOf('130*600 168*240 125*180')).toEqual([
      ['work_started', 610],
      ['interval_credited', 780],
      ['interval_closed credited', 871],
      ['recovery_done', 900],
    ]);
  });

  test('I7: a credit is withdrawn when the bout passes 330 s', () => {
    expect(eventsOf('168*331 125*31')).toEqual([
      ['work_started', 10],
      ['interval_credited', 180],
      ['interval_withdrawn', 331],
      ['interval_closed long', 362],
    ]);
  });

  test('I7: the session is complete when the fourth credited bout closes, once', () => {
    const events = eventsOf('168*200 125*90 168*200 125*90 168*200 125*90 168*200 125*90 168*200 125*90');
    const complete = events.filter(([type]) => type === 'session_complete');
    expect(complete).toEqual([['session_complete', 200 * 4 + 90 * 3 + 31]]);
  });

  test('I7: a dip shorter than a rest does not start work again', () => {
    expect(eventsOf('168*100 125*25 168*100').map(([type]) => type)).toEqual([
      'work_started',
      'interval_credited',
    ]);
  });

  test('the phase counts the work, then the recovery from the end of the work as prescribed', () => {
    const phaseAt = (text: string): unknown => {
      const rows = script(text);
      const nowMs = rows.at(-1)!.atMs + 1_000;
      return liveOf(rows).snapshot(nowMs).intervals!.phase;
    };
    expect(phaseAt('130*100')).toEqual({ phase: 'warm_up', elapsedSeconds: 100, effortSeconds: 0 });
    expect(phaseAt('145*100 165*50')).toEqual({ phase: 'work', elapsedSeconds: 50, effortSeconds: 50 });
    expect(phaseAt('145*100 165*250')).toEqual({ phase: 'recovery', elapsedSeconds: 10, effortSeconds: 250 });
    expect(phaseAt('145*100 165*250 145*60')).toEqual({
      phase: 'recovery',
      elapsedSeconds: 70,
      effortSeconds: 250,
    });
  });

  test('heart-rate recovery is the drop from the end of a bout to 60 s later, null where unknown', () => {
    const drops = (text: string): (number | null)[] =>
      recogniseFourByFour(heldTimeline(script(text)), EDGES).bouts.map(({ recoveryBpm }) => recoveryBpm);
    expect(drops('168*200 150*20 130*40 121*30')).toEqual([47]);
    expect(drops('168*200 150*60')).toEqual([null]);
    expect(drops('168*200 ~80 121*30')).toEqual([null]);
  });
});
