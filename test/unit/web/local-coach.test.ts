import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamCoach } from '../../../src/adapters/live/stream-coach.ts';
import type { readEntryItem } from '../../../src/adapters/wire/live/captured-item.ts';
import { encodeHeartRateMeasurement } from '../../../src/adapters/wire/live/heart-rate-measurement.ts';
import type { CapturedEntry, ClockSegment } from '../../../src/adapters/wire/live/live-buffer.ts';
import type { CoachFrame, LiveIntent } from '../../../src/adapters/wire/live/live-frames.ts';
import { parseClientFrame } from '../../../src/adapters/wire/live/parse-client-frame.ts';
import { parseRawSamples } from '../../../src/adapters/wire/live/binary-samples-frame.ts';
import { LiveOutbox } from '../../../src/adapters/wire/live/live-outbox.ts';
import type { Coaching } from '../../../src/application/live/load-coaching.ts';
import { baselineOf, type KnownWeek } from '../../../src/domain/coaching/dose-baseline.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { IsoWeek, LocalDate } from '../../../src/domain/units.ts';
import { LocalCoach, type CoachBasis } from '../../../src/web/live/local-coach.ts';

const SESSION = '01999999-9999-7999-8999-999999999999';
/** Ten minutes before midnight in Copenhagen, so that the longer traces have it inside. */
const START_MS = Date.UTC(2026, 10, 18, 22, 50);
const MINUTE_MS = 60_000;
// Literals in the formats of their brands.
const date = (text: string): LocalDate => text as LocalDate;
const WEEK = '2026-W47' as IsoWeek;

const week: KnownWeek = {
  week: WEEK,
  soFar: new Map([
    ['zone2', { credited: new Set([date('2026-11-16')]), ms: new Map() }],
    [
      'anti_inflammatory',
      {
        credited: new Set([date('2026-11-17')]),
        ms: new Map([
          [date('2026-11-17'), 31 * MINUTE_MS],
          [date('2026-11-18'), 29 * MINUTE_MS],
        ]),
      },
    ],
    ['cardio', { credited: new Set([date('2026-11-16')]), ms: new Map() }],
  ]),
};
const basis: CoachBasis = {
  flags: [],
  timeZones: [{ validFrom: date('1970-01-01'), timeZone: 'Europe/Copenhagen' }],
  maxHeartRates: [
    { id: 'm', bpm: 190, source: 'measured', validFrom: date('2020-01-01'), method: null, createdAtMs: 0 },
  ],
  prescriptions: [],
  week,
};

function serverCoach(intent: LiveIntent): StreamCoach {
  const coaching: Coaching = {
    athlete: { locale: 'en', flags: [] },
    timeZones: basis.timeZones,
    maxHeartRates: basis.maxHeartRates,
    prescription: DEFAULT_PRESCRIPTION,
    baseline: baselineOf(week, DEFAULT_PRESCRIPTION, basis),
    beside: [],
    others: [],
    validUntilMs: Infinity,
  };
  return new StreamCoach({
    athleteId: 'athlete',
    deviceName: null,
    sessionId: SESSION,
    sport: 'running',
    intent,
    locale: 'en',
    deviceKind: 'strap',
    timeScale: null,
    coaching,
    loadCoaching: () => Promise.resolve(coaching),
    nowMs: START_MS,
  });
}

function localCoach(
  intent: LiveIntent,
  kept: Partial<{ entries: readonly CapturedEntry[] }> = {},
): LocalCoach {
  const { entries = [] } = kept;
  const input = {
    sessionId: SESSION,
    deviceName: null,
    sport: 'running',
    timeScale: null,
    segments: [],
    nowMs: START_MS,
  };
  return new LocalCoach({ ...input, intent, basis, entries });
}

interface Step {
  readonly stepMs: number;
  readonly change: number;
  readonly what: 'packet' | 'value' | 'lost contact' | 'nonsense' | 'pause' | 'resume';
  /** The clock was set by so much before it. */
  readonly clockMs: number;
}

/** A run as a strap and a thumb make it: gaps, lost contact, broken packets, pauses, a clock that is set. */
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    stepMs: fc.oneof(
      { weight: 30, arbitrary: fc.integer({ min: 700, max: 1_300 }) },
      { weight: 1, arbitrary: fc.integer({ min: 5_000, max: 120_000 }) },
    ),
    change: fc.integer({ min: -7, max: 8 }),
    what: fc.oneof(
      { weight: 30, arbitrary: fc.constant('packet' as const) },
      { weight: 5, arbitrary: fc.constant('value' as const) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          'lost contact' as const,
          'nonsense' as const,
          'pause' as const,
          'resume' as const,
        ),
      },
    ),
    clockMs: fc.oneof(
      { weight: 60, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 2_000, max: 90_000 }) },
    ),
  }),
  { minLength: 5, maxLength: 500 },
);

/** What the client makes of it: numbers at capture, and a new segment of the clock wherever it was set (L5). */
function capture(run: readonly Step[]): { entries: CapturedEntry[]; segments: ClockSegment[] } {
  let mono = 0;
  let aheadMs = 0;
  let bpm = 130;
  const segments: ClockSegment[] = [{ id: 1, offset: 0 }];
  const entries = run.map(({ stepMs, change, what, clockMs }, i): CapturedEntry => {
    mono += stepMs;
    aheadMs += clockMs;
    if (clockMs > 0) segments.push({ id: segments.length + 1, offset: -aheadMs });
    bpm = Math.min(186, Math.max(90, bpm + change));
    const at = { seq: i + 1, segment: segments.length, mono, wall: START_MS + mono + aheadMs };
    const nothing = { value: null, rr: null, contact: null, packet: null };
    if (what === 'pause' || what === 'resume') return { ...at, ...nothing, value: what };
    if (what === 'value') return { ...at, ...nothing, value: bpm };
    if (what === 'nonsense') return { ...at, ...nothing, packet: new Uint8Array([1, 72]) };
    const rr = [Math.round(61_440 / bpm)];
    const contact = what !== 'lost contact';
    return { ...at, ...nothing, packet: encodeHeartRateMeasurement({ bpm, contact, rr }) };
  });
  return { entries, segments };
}

/** The frames that carry the entries to the server, and what it reads out of them. */
function delivered(entries: readonly CapturedEntry[], segments: readonly ClockSegment[]) {
  const outbox = new LiveOutbox();
  const items: (ReturnType<typeof readEntryItem> & { seq: number; quarantined: false })[] = [];
  for (const entry of entries) {
    outbox.nextSeq();
    outbox.add(entry);
  }
  for (;;) {
    const out = outbox.take((id) => segments.find((each) => each.id === id)!.offset, 0);
    if (out === null) return items;
    const frame = out instanceof Uint8Array ? parseRawSamples(out) : parseClientFrame(JSON.stringify(out));
    if (frame.type !== 'samples') throw new Error(`the server refused a ${frame.type}`);
    frame.items.forEach((item, i) => items.push({ ...item, seq: frame.first + i, quarantined: false }));
    outbox.acknowledge(frame.first + frame.items.length - 1, 0);
  }
}

const withoutCue = ({ cue: _cue, ...frame }: CoachFrame): Omit<CoachFrame, 'cue'> => frame;
const at = (entry: CapturedEntry, segments: readonly ClockSegment[]): number =>
  entry.wall + segments[entry.segment - 1]!.offset!;

test('what a phone alone tells is what the server tells of the same beats, cues included', () => {
  fc.assert(
    fc.property(
      steps,
      fc.constantFrom<LiveIntent>('free', 'zone2', 'interval_4x4', 'anti_inflammatory'),
      (run, intent) => {
        const { entries, segments } = capture(run);
        const items = delivered(entries, segments);
        const server = serverCoach(intent);
        const phone = localCoach(intent);
        for (const [i, entry] of entries.entries()) {
          const nowMs = at(entry, segments);
          phone.clock(segments.slice(0, entry.segment));
          phone.add(entry, entry.wall);
          expect(server.push([items[i]!], nowMs)).toBe(true);
          // Written by the coach of the server.
          const said = JSON.parse(server.frameText(nowMs)) as CoachFrame;
          expect(phone.tell(entry.wall, 'en')).toEqual(said);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a page opened again, and offsets that come late, change nothing of what is told at the end', () => {
  fc.assert(
    fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (run, when) => {
      const { entries, segments } = capture(run);
      const server = serverCoach('free');
      const last = entries.at(-1)!;
      server.replay(delivered(entries, segments));
      const cut = Math.floor(when * entries.length);
      const phone = localCoach('free', { entries: entries.slice(0, cut) });
      for (const entry of entries.slice(Math.max(0, cut - 3))) phone.add(entry, entry.wall);
      phone.clock(segments);
      const said = JSON.parse(server.frameText(at(last, segments))) as CoachFrame;
      expect(withoutCue(phone.tell(last.wall, 'en'))).toEqual(withoutCue(said));
    }),
    { numRuns: 60 },
  );
});

test('T9: what is left offline is what the server knew last, less what was run since', () => {
  const phone = localCoach('anti_inflammatory');
  // 61 s at 100 bpm, the last beat told at once: sixty of them in the light band.
  const { entries } = capture(
    Array.from({ length: 61 }, () => ({ stepMs: 1_000, change: -10, what: 'value', clockMs: 0 })),
  );
  for (const entry of entries) phone.add({ ...entry, value: 100 }, entry.wall);
  const { remaining } = phone.tell(entries.at(-1)!.wall, 'en');
  expect(remaining.find(({ target }) => target === 'anti_inflammatory')).toMatchObject({
    todaySeconds: 0,
    weekDays: 3,
  });
  expect(remaining.find(({ target }) => target === 'zone2')).toMatchObject({ weekSessions: 2 });
});

test('T9: of a week that the server never told of, nothing is said to be left', () => {
  const phone = new LocalCoach({
    ...{
      sessionId: SESSION,
      deviceName: null,
      sport: null,
      intent: 'free',
      timeScale: null,
      entries: [],
      segments: [],
    },
    basis: { ...basis, week: { ...week, week: '2026-W46' as IsoWeek } },
    nowMs: START_MS,
  });
  const [entry] = capture([{ stepMs: 1_000, change: 0, what: 'value', clockMs: 0 }]).entries;
  phone.add(entry!, entry!.wall);
  expect(phone.knowsWeek).toBe(false);
  expect(phone.tell(entry!.wall, 'en')).toMatchObject({ bpm: 130, bands: ['zone2'], remaining: [] });
});

/** Half an hour at 128 bpm, a beat a second. */
function runHalfAnHour(phone: LocalCoach, fromMs: number, seq = 1): void {
  for (let i = 0; i <= 1_800; i++) {
    const wall = fromMs + i * 1_000;
    const entry = { seq: seq + i, segment: 1, mono: wall - START_MS, wall, value: 128 };
    phone.add({ ...entry, rr: null, contact: null, packet: null }, wall);
  }
}

test('Z10: what a long silence has cut off counts as a session of the remembered week', () => {
  const phone = localCoach('free');
  const morningMs = START_MS - 12 * 60 * MINUTE_MS;
  runHalfAnHour(phone, morningMs);
  runHalfAnHour(phone, morningMs + 60 * MINUTE_MS, 2_001);
  const left = phone.tell(morningMs + 91 * MINUTE_MS, 'en').remaining;
  // One before, one this morning; the second of a date adds nothing (T3).
  expect(left.find(({ target }) => target === 'zone2')).toMatchObject({ weekSessions: 1, todaySeconds: 0 });
});

test('T9: a run that ended without a network counts in what is left for the next one', () => {
  const morningMs = START_MS - 12 * 60 * MINUTE_MS;
  const morning = localCoach('zone2');
  runHalfAnHour(morning, morningMs);
  const known = morning.end();
  expect(known).toMatchObject({ week: WEEK });
  expect(known?.soFar.get('zone2')?.credited).toEqual(new Set([date('2026-11-16'), date('2026-11-18')]));
  expect(known?.soFar.get('anti_inflammatory')?.ms.get(date('2026-11-18'))).toBe(29 * MINUTE_MS);
  const evening = new LocalCoach({
    ...{
      sessionId: SESSION,
      deviceName: null,
      sport: null,
      intent: 'free',
      timeScale: null,
      entries: [],
      segments: [],
    },
    basis: { ...basis, week: known },
    nowMs: START_MS,
  });
  const [entry] = capture([{ stepMs: 1_000, change: 0, what: 'value', clockMs: 0 }]).entries;
  evening.add(entry!, entry!.wall);
  const { remaining } = evening.tell(entry!.wall, 'en');
  expect(remaining.find(({ target }) => target === 'zone2')).toMatchObject({ weekSessions: 1 });
});
