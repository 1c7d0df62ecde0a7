import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attribute } from '../../../src/domain/timeline/attribute.ts';
import { Attribution } from '../../../src/domain/timeline/attribution.ts';
import { TimelineBuilder } from '../../../src/domain/timeline/timeline-builder.ts';
import { INVALID, NO_VALUE, PAUSE, RESUME } from '../../../src/domain/timeline/sample.ts';
import type { RecordingFacts } from '../../../src/domain/timeline/recording.ts';
import { itemSteps, rowsOfSteps } from './arbitrary-items.ts';
import type { Item } from './item-builder.ts';
import { describeTimeline, recordingOf, script, START_MS } from './item-builder.ts';

function shapeOf(text: string, facts: Partial<RecordingFacts> = {}): string {
  return describeTimeline(attribute(recordingOf(script(text), facts)).timeline);
}

const file = { kind: 'file' } as const;

describe('Z4: a value holds until the next sample, at most HOLD', () => {
  test.each([
    ['the last sample holds one second', '120*3', {}, '120x3'],
    ['live: 10 s, then unknown', '120 ~29 121', {}, '120x10 ?x20 121x1'],
    ['live: a gap of exactly 10 s is known', '120 ~9 121', {}, '120x10 121x1'],
    ['file: smart recording of 32 s is known', '120 ~31 121', file, '120x32 121x1'],
    ['file: 60 s, then unknown', '120 ~99 121', file, '120x60 ?x40 121x1'],
    ['monitoring: 90 s, then unknown', '60 ~99 61', { kind: 'monitoring' }, '60x90 ?x10 61x1'],
    ['live: a record without a value ends the hold', '120*2 -*3 121', {}, '120x2 ?x3 121x1'],
    ['file: heart rate only on change is known', '120 -*4 121 -*9 122', file, '120x5 121x10 122x1'],
    ['file: the next value 11 s after the last comes too late', '120 -*10 121', file, '120x1 ?x10 121x1'],
    ['file: blanks at the end stay unknown', '120 -*5', file, '120x1 ?x5'],
    ['file: an impossible value ends the hold', '120 -*2 20*2 121', file, '120x3 ?x2 121x1'],
    [
      'monitoring: a record without a value ends the hold',
      '60 -*2 61',
      { kind: 'monitoring' },
      '60x1 ?x2 61x1',
    ],
    ['the last sample before a pause holds one second', '120 ~4 P ~5 R 121', file, '120x1 ?x4 .x5 121x1'],
    ['file: blanks before a pause stay unknown', '120 -*4 P ~2 R 121', file, '120x1 ?x4 .x2 121x1'],
    ['no value at the start is unknown, not nothing', '-*5 120*2', {}, '?x5 120x2'],
    ['a single record is one second', '120', {}, '120x1'],
  ] as const)('Z4: %s', (_, text, facts, expected) => {
    expect(shapeOf(text, facts)).toBe(expected);
  });
});

describe('Z3, Z5: active time', () => {
  test.each([
    ['Z5: a pause is not active and stops the hold', '120*2 P ~30 R 121*2', file, '120x2 .x30 121x2'],
    ['Z5: after a resume nothing is held over', '120*2 P ~3 R ~4 121', file, '120x2 .x3 ?x4 121x1'],
    [
      'Z5: a value sampled while paused may stand after the resume',
      '120 P ~1 118 ~1 R ~3 121',
      {},
      '120x1 .x3 118x3 121x1',
    ],
    ['Z5: pause twice and resume twice are one pause', '120 P P ~5 R R 121', {}, '120x1 .x5 121x1'],
    ['Z3: what follows the last record ends after one second', '120*2 ~5 P ~9 R', file, '120x2'],
    ['Z3: a pause within the last second ends it', '120*2 P', {}, '120x2'],
    ['Z3: a recording that starts paused begins with its resume', 'P 120*3 R 121*2', {}, '121x2'],
  ] as const)('%s', (_, text, facts, expected) => {
    expect(shapeOf(text, facts)).toBe(expected);
  });

  test('Z3: active time begins at the start of the session, unknown until the first value', () => {
    expect(shapeOf('120*2', { ...file, startMs: START_MS - 7_000 })).toBe('?x7 120x2');
  });

  test('Z3: a jump of 27 days starts a new segment; the jump is not active', () => {
    const jump = 27 * 86_400;
    expect(shapeOf(`120*2 ~${jump} 121*2`, file)).toBe(`120x2 .x${jump} 121x2`);
  });

  test('Z3: exactly 24 h is no jump, one second more is', () => {
    expect(shapeOf('120 ~86399 121', file)).toBe('120x60 ?x86340 121x1');
    expect(shapeOf('120 ~86400 121', file)).toBe('120x1 .x86400 121x1');
  });

  test('Z10: a live recording silent for more than 10 min is cut there, at 10 min it is not', () => {
    expect(shapeOf('120 ~599 121')).toBe('120x10 ?x590 121x1');
    expect(shapeOf('120 ~600 121')).toBe('120x1 .x600 121x1');
  });

  test('Z3: a session start days before the first record does not make the days active', () => {
    expect(shapeOf('120*2', { ...file, startMs: START_MS - 48 * 3_600_000 })).toBe('120x2');
  });

  test('Z3: a recording without a record has no active time', () => {
    expect(shapeOf('P ~5 R')).toBe('');
  });
});

describe('Z6, Z7: cleaning', () => {
  test('Z6: outside 30–230 and unreadable values are unknown and counted', () => {
    const rows = [120, 29, 231, 255, NO_VALUE, INVALID, 30 + 90].map((code, i): Item => ({
      atMs: START_MS + i * 1_000,
      code,
    }));
    const { timeline, invalidCount, suspectCount } = attribute(recordingOf(rows));
    expect(describeTimeline(timeline)).toBe('120x1 ?x5 120x1');
    expect([invalidCount, suspectCount]).toEqual([5, 0]);
  });

  test('Z6: 30 and 230 are believable', () => {
    expect(shapeOf('30*2')).toBe('30x2');
    expect(shapeOf('230*2')).toBe('230x2');
  });

  test('Z7: 25 bpm in a second is accepted, 26 is suspect and ends the hold', () => {
    expect(shapeOf('100 125*2')).toBe('100x1 125x2');
    expect(shapeOf('100*2 126 101*2')).toBe('100x2 ?x1 101x2');
  });

  test('Z7: the limit grows with the age of the last accepted sample: 40 in 2 s, not 41', () => {
    expect(shapeOf('100 ~1 140')).toBe('100x2 140x1');
    expect(shapeOf('100 ~1 141')).toBe('100x2 ?x1');
  });

  test('Z7: with none accepted within 10 s anything is accepted', () => {
    expect(shapeOf('60 ~9 230', file)).toBe('60x10 ?x1');
    expect(shapeOf('60 ~10 230', file)).toBe('60x11 230x1');
  });

  test('Z7: a ramp to 254 is not believed, and the heart is again', () => {
    const { timeline, suspectCount, invalidCount } = attribute(
      recordingOf(script('120*3 200*2 245 254*2 122*3')),
    );
    expect(describeTimeline(timeline)).toBe('120x3 ?x5 122x3');
    expect([suspectCount, invalidCount]).toEqual([2, 3]);
  });

  test('Z7: five suspects in a row re-lock, the sixth is accepted', () => {
    // 60 → 200 stays out of reach for 9 s: 15·9 + 10 = 145 ≥ 140 would accept by age only from the ninth second.
    expect(shapeOf('60 200*5 60')).toBe('60x1 ?x5 60x1');
    expect(shapeOf('60 200*8')).toBe('60x1 ?x5 200x3');
  });

  test('Z7: a suspect that differs by more than 10 restarts the count', () => {
    expect(shapeOf('60 200*3 215*6')).toBe('60x1 ?x8 215x1');
  });
});

describe('Z7: the flat line of a live source with RR', () => {
  const flat = (seconds: number, rrKey: (second: number) => number): Item[] =>
    Array.from({ length: seconds }, (_, i) => ({ atMs: START_MS + i * 1_000, code: 90, rrKey: rrKey(i) }));
  const shape = (rows: Item[], facts: Partial<RecordingFacts> = {}): string =>
    describeTimeline(attribute(recordingOf(rows, facts)).timeline);

  test('Z7: unchanged RR beyond 300 s is unknown', () => {
    expect(shape(flat(400, () => 7))).toBe('90x300 ?x100');
  });
  test('Z7: changing RR keeps it', () => {
    expect(shape(flat(400, (i) => 1 + (i % 50)))).toBe('90x400');
  });
  test('Z7: without RR, or in a file, a constant bpm is data', () => {
    expect(shape(flat(400, () => 0))).toBe('90x400');
    expect(
      shape(
        flat(400, () => 7),
        file,
      ),
    ).toBe('90x400');
  });
  test('Z7: RR last heard more than 300 s ago does not arm the rule', () => {
    expect(shape(flat(700, (i) => (i === 0 ? 7 : 0)))).toBe('90x300 ?x1 90x399');
  });
});

describe('Z9: equal instants and order', () => {
  const at = (second: number, code: number): Item => ({ atMs: START_MS + second * 1_000, code });
  const shape = (rows: Item[], facts: Partial<RecordingFacts> = {}): string =>
    describeTimeline(attribute(recordingOf(rows, facts)).timeline);

  test('Z9: the later value of an instant wins and is judged alone', () => {
    expect(shape([at(0, 120), at(1, 200), at(1, 122), at(2, 123)])).toBe('120x1 122x1 123x1');
  });
  test('Z9: two records a second, heart rate in one of them: nothing is lost, whichever comes first', () => {
    expect(shape([at(0, 120), at(0, 0), at(1, 0), at(1, 121), at(2, 122), at(2, 0)], file)).toBe(
      '120x1 121x1 122x1',
    );
  });
  test('Z9: pause and value of one instant: nothing is held over the pause, whichever comes first', () => {
    const after = [at(30, RESUME), at(40, 121)];
    const expected = '120x5 .x25 ?x10 121x1';
    expect(shape([at(0, 120), at(5, PAUSE), at(5, 119), ...after], file)).toBe(expected);
    expect(shape([at(0, 120), at(5, 119), at(5, PAUSE), ...after], file)).toBe(expected);
  });
  test('Z9: time that goes backwards is put in order', () => {
    expect(shape([at(0, 120), at(2, 122), at(1, 121), at(3, 123)])).toBe('120x1 121x1 122x1 123x1');
  });
});

describe('laws of attribution', () => {
  test('Z4: a whole recording at once is the same as its items one by one', () => {
    const kind = fc.constantFrom('live', 'file', 'monitoring');
    fc.assert(
      fc.property(itemSteps(), kind, fc.boolean(), (steps, source, withRr) => {
        const rows = rowsOfSteps(steps, START_MS).map((row) => (withRr ? row : { ...row, rrKey: 0 }));
        const builder = new TimelineBuilder();
        const oneByOne = new Attribution(source, START_MS, builder);
        for (const { atMs, code, rrKey = 0 } of rows) oneByOne.push(atMs, code, rrKey);
        oneByOne.finish();
        const { invalidCount, suspectCount } = oneByOne;
        const recording = recordingOf(rows, { kind: source, startMs: START_MS });
        expect(attribute(recording)).toEqual({ timeline: builder.build(), invalidCount, suspectCount });
      }),
      { numRuns: 500 },
    );
  });

  test('Z9: order of arrival and duplicates make no difference', () => {
    fc.assert(
      fc.property(itemSteps({ distinct: true }), fc.nat(), (steps, salt) => {
        const rows = rowsOfSteps(steps, START_MS);
        const twice = [...rows, ...rows].map((row, i) => ({ row, key: (i * 7_919 + salt) % 10_007 }));
        const shuffled = twice.sort((a, b) => a.key - b.key).map(({ row }) => row);
        const facts = { kind: 'file', startMs: START_MS } as const;
        expect(attribute(recordingOf(shuffled, facts))).toEqual(attribute(recordingOf(rows, facts)));
      }),
    );
  });

  test('Z3: without pauses and jumps, active time is last record + 1 s − start, without a hole', () => {
    fc.assert(
      fc.property(itemSteps({ pauses: false }), (steps) => {
        const recording = recordingOf(rowsOfSteps(steps, START_MS), { kind: 'file' });
        const { count, boundaryMs, state } = attribute(recording).timeline;
        expect(boundaryMs[0]).toBe(recording.facts.startMs);
        expect(boundaryMs[count]).toBe(recording.facts.endMs);
        for (let i = 0; i < count; i++) {
          expect(boundaryMs[i + 1]!).toBeGreaterThan(boundaryMs[i]!);
          if (i > 0) expect(state[i]).not.toBe(state[i - 1]);
        }
      }),
    );
  });
});
