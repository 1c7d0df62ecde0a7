import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamEvaluation } from '../../../src/adapters/live/stream-evaluation.ts';
import { StreamCoach, type StreamCoachInput } from '../../../src/adapters/live/stream-coach.ts';
import type { CoachFrame } from '../../../src/adapters/wire/live/live-frames.ts';
import { buildLiveRecording } from '../../../src/application/live/build-live-recording.ts';
import { RecordWriter } from '../../../src/application/live/live-records.ts';
import type { LiveItem } from '../../../src/application/live/live-item.ts';
import type { Coaching } from '../../../src/application/live/load-coaching.ts';
import { mergeBatches, type StoredStream } from '../../../src/application/live/merge-batches.ts';
import { bandRange, rangeMs } from '../../../src/domain/bands/band.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import { groupRecordings } from '../../../src/domain/timeline/group-recordings.ts';
import type { Recording } from '../../../src/domain/timeline/recording.ts';
import { recordingOf } from '../../support/evidence.ts';
import { evaluateSession } from '../../../src/domain/session/evaluate-session.ts';
import { ofMax } from '../../../src/domain/bands/heart-basis.ts';
import { edgesFor } from '../../../src/domain/four-by-four/edges-for.ts';
import {
  FourByFourReducer,
  recogniseFourByFour,
} from '../../../src/domain/four-by-four/four-by-four-reducer.ts';
import { doseBaseline } from '../../../src/domain/coaching/dose-baseline.ts';
import { PAUSE, RESUME } from '../../../src/domain/timeline/sample.ts';
import type { LocalDate } from '../../../src/domain/units.ts';
import { isoWeekOf } from '../../../src/domain/calendar/week.ts';

const M = 190;
const SESSION = '01999999-9999-7999-8999-999999999999';
const OTHER = '01999999-0000-7000-8000-00000000000f';
/** Ten minutes before midnight in Copenhagen, so that the longer traces have it inside. */
const START_MS = Date.UTC(2026, 10, 18, 22, 50);
// Literals in the format of LocalDate.
const TIME_ZONES = [{ validFrom: '1970-01-01' as LocalDate, timeZone: 'Europe/Copenhagen' }];
const MAX_HEART_RATES = [
  {
    id: 'm',
    bpm: M,
    source: 'measured' as const,
    validFrom: '2020-01-01' as LocalDate,
    method: null,
    createdAtMs: 0,
  },
];
const FACTS = { sport: null, deviceName: null, deviceKind: null, intent: null, timeScale: null };

function coaching(): Coaching {
  return {
    athlete: { locale: 'en', flags: [] },
    timeZones: TIME_ZONES,
    maxHeartRates: MAX_HEART_RATES,
    prescription: DEFAULT_PRESCRIPTION,
    baseline: doseBaseline(
      {
        athlete: { timeZones: TIME_ZONES, flags: [] },
        week: isoWeekOf('2026-11-18' as LocalDate),
        nowMs: START_MS,
        maxHeartRates: MAX_HEART_RATES,
        prescriptions: [],
        sessions: [],
        passiveDays: [],
        fourByFour: () => null,
        firstEvidenceDate: null,
        firstStrengthDate: null,
        excusedWeeks: [],
        restingHeartRates: [],
      },
      [],
    ),
    beside: [],
    others: [],
    validUntilMs: Infinity,
  };
}

function newCoach(
  intent: 'free' | 'zone2' = 'free',
  loadCoaching: StreamCoachInput['loadCoaching'] = () => Promise.resolve(coaching()),
  deviceKind: StreamCoachInput['deviceKind'] = null,
): StreamCoach {
  return new StreamCoach({
    athleteId: 'athlete',
    deviceName: 'H10',
    sessionId: SESSION,
    sport: null,
    intent,
    locale: 'en',
    deviceKind,
    timeScale: null,
    coaching: coaching(),
    loadCoaching,
    nowMs: START_MS,
  });
}

function frame(coach: StreamCoach, nowMs: number): CoachFrame {
  // Written by the coach under test.
  return JSON.parse(coach.frameText(nowMs)) as CoachFrame;
}

function itemAt(seq: number, atMs: number, code: number): LiveItem {
  return { seq, atMs, code, rr: null, contact: null, quarantined: false };
}

function store(items: readonly LiveItem[]): StoredStream {
  const writer = new RecordWriter();
  for (const { seq, atMs, code, rr, contact, quarantined } of items) {
    writer.item(seq, atMs, code, rr, contact, quarantined);
  }
  return mergeBatches([writer.written()]);
}

/** A walk of heart rates at uneven steps, with gaps, lost contact and pauses. */
const trace: fc.Arbitrary<LiveItem[]> = fc
  .array(
    fc.record({
      stepMs: fc.oneof(
        { weight: 20, arbitrary: fc.integer({ min: 300, max: 2_500 }) },
        { weight: 1, arbitrary: fc.integer({ min: 5_000, max: 120_000 }) },
      ),
      change: fc.integer({ min: -7, max: 8 }),
      special: fc.option(fc.constantFrom(0, PAUSE, RESUME), { freq: 25, nil: null }),
    }),
    { minLength: 5, maxLength: 400 },
  )
  .map((steps) => {
    let atMs = START_MS;
    let bpm = 120;
    return steps.map(({ stepMs, change, special }, i) => {
      atMs += stepMs;
      bpm = Math.min(186, Math.max(80, bpm + change));
      // The last item is a value: only a record holds a second beyond the end (Z4).
      return itemAt(i + 1, atMs, i === steps.length - 1 ? bpm : (special ?? bpm));
    });
  });

/** Pieces of the trace in some order, some of them twice; afterwards everything once more. */
const delivery = fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 60 })), { maxLength: 25 });

test.each([
  ['strap', 5_000],
  ['relay', 10_000],
  ['watch', 10_000],
  ['on-change', 10_000],
] as const)(
  'N5: the last value of a source of the kind %s is shown for less than %i ms',
  (deviceKind, shownMs) => {
    const coach = newCoach('free', undefined, deviceKind);
    coach.push([itemAt(1, START_MS, 120)], START_MS);
    expect(frame(coach, START_MS + shownMs - 1)).toMatchObject({ bpm: 120, stale: false });
    expect(frame(coach, START_MS + shownMs)).toMatchObject({ bpm: null, stale: true });
  },
);

test('I6: what is told live at the end is what the session is judged by, however it was delivered', async () => {
  await fc.assert(
    fc.asyncProperty(trace, delivery, async (items, pieces) => {
      const coach = newCoach();
      const seen: LiveItem[] = [];
      const load = () => Promise.resolve(store(seen));
      const evaluation = new StreamEvaluation(coach);
      let part = 0;
      let nowMs = 0;
      const known = new Set<number>();
      for (const [from, length] of [...pieces, [0, items.length] as const]) {
        const fresh = items.slice(from, from + length).filter((each) => !known.has(each.seq));
        for (const each of fresh) known.add(each.seq);
        if (fresh.length === 0) continue;
        part++;
        nowMs += 1_001;
        seen.push(...fresh);
        evaluation.push(fresh, part, items.at(-1)!.atMs);
        await evaluation.catchUp({ lastPart: part, committedPart: part }, nowMs, load);
      }
      const built = buildLiveRecording(SESSION, FACTS, store(items), () => '00')!;
      const { evidence, timeline } = evaluateSession([built.recording], TIME_ZONES);
      const shown = frame(coach, items.at(-1)!.atMs + 1_000);
      for (const band of DEFAULT_PRESCRIPTION.bands) {
        const range = bandRange(band, ofMax(M))!;
        const judgedMs = evidence.days.reduce((sum, day) => sum + rangeMs(day.msUpTo, range), 0);
        expect(shown.seconds[band.id]).toBe(Math.floor(judgedMs / 1000));
      }
      const judged = recogniseFourByFour(timeline, edgesFor(DEFAULT_PRESCRIPTION, ofMax(M))!);
      expect(shown.interval?.credited).toBe(judged.credited);
    }),
    { numRuns: 150 },
  );
});

/** A watch on the same wrist: its file begins and ends some time around the run, and differs by a few beats. */
const watchFile: fc.Arbitrary<Recording> = fc
  .record({
    fromSeconds: fc.integer({ min: -900, max: 600 }),
    count: fc.integer({ min: 30, max: 1_200 }),
    everySeconds: fc.constantFrom(1, 5),
    bpm: fc.integer({ min: 100, max: 165 }),
  })
  .map(({ fromSeconds, count, everySeconds, bpm }) => {
    const startMs = START_MS + fromSeconds * 1_000;
    const atMs = Float64Array.from({ length: count }, (_, i) => startMs + i * everySeconds * 1_000);
    return recordingOf(
      { id: OTHER, sport: null, startMs, endMs: atMs.at(-1)! + 1_000 },
      { count, atMs, code: Int16Array.from({ length: count }, (_, i) => bpm + (i % 5)) },
    );
  });

/** A stream during which a file of the same hours arrives; `when` is the share of the stream that has passed by then. */
async function tellsWhatIsJudged(items: readonly LiveItem[], whole: Recording, when: number): Promise<void> {
  // What the watch recorded after the strap's last beat is told when the session has ended.
  const file = cutAt(whole, items.at(-1)!.atMs - 1_000);
  if (file.items.count === 0) return;
  let arrived = false;
  const span = { fromMs: file.facts.startMs, toMs: file.facts.endMs };
  const coach = newCoach('free', ({ running }) =>
    Promise.resolve({
      ...coaching(),
      others: arrived ? [span] : [],
      beside:
        arrived && running !== null && groupRecordings([file.facts, running]).length === 1 ? [file] : [],
    }),
  );
  const seen: LiveItem[] = [];
  const load = () => Promise.resolve(store(seen));
  const evaluation = new StreamEvaluation(coach);
  let nowMs = 0;
  const arrivesAt = Math.floor(when * (items.length - 1));
  for (const [i, item] of items.entries()) {
    if (i === arrivesAt) {
      arrived = true;
      coach.needsRefresh = true;
    }
    seen.push(item);
    evaluation.push([item], i + 1, item.atMs + 20);
    nowMs += 1_000;
    await evaluation.catchUp({ lastPart: i + 1, committedPart: i + 1 }, nowMs, load);
  }
  for (; evaluation.due; nowMs += 1_000) {
    await evaluation.catchUp({ lastPart: items.length, committedPart: items.length }, nowMs, load);
  }
  const built = buildLiveRecording(SESSION, FACTS, store(items), () => '00')!;
  const [group] = groupRecordings([built.recording, file].map(({ facts }) => facts)).filter((each) =>
    each.includes(built.recording.facts),
  );
  const recordings = [built.recording, file].filter(({ facts }) => group!.includes(facts));
  const { evidence, timeline } = evaluateSession(recordings, TIME_ZONES);
  const shown = frame(coach, items.at(-1)!.atMs + 1_000);
  for (const band of DEFAULT_PRESCRIPTION.bands) {
    const range = bandRange(band, ofMax(M))!;
    const judgedMs = evidence.days.reduce((sum, day) => sum + rangeMs(day.msUpTo, range), 0);
    expect(shown.seconds[band.id]).toBe(Math.floor(judgedMs / 1000));
  }
  // So far: a repetition that a pause at the end leaves open is credited when the session ends.
  const soFar = new FourByFourReducer(edgesFor(DEFAULT_PRESCRIPTION, ofMax(M))!);
  for (let i = 0; i < timeline.count; i++) {
    soFar.segment(timeline.state[i]!, timeline.boundaryMs[i]!, timeline.boundaryMs[i + 1]!);
  }
  expect(shown.interval?.credited).toBe(soFar.credited);
}

test('Z10: a file of the same hours that arrives meanwhile: what is told live is what both are judged by together', async () => {
  const when = fc.double({ min: 0, max: 1, noNaN: true });
  await fc.assert(fc.asyncProperty(trace, watchFile, when, tellsWhatIsJudged), { numRuns: 150 });
});

test('Z10: a beat within a pause leaves the pause open to what others recorded in it', async () => {
  const items = [
    [1_037, 120],
    [4_692, 120],
    [6_181, PAUSE],
    [8_030, 120],
    [9_458, RESUME],
    [9_758, PAUSE],
    [10_358, 120],
  ].map(([ms, code], i) => itemAt(i + 1, START_MS + ms!, code!));
  const atMs = Float64Array.of(-3_000, 2_000, 7_000, 12_000).map((ms) => START_MS + ms);
  const facts = { id: OTHER, sport: null, startMs: atMs[0]!, endMs: atMs[3]! + 1_000 };
  await tellsWhatIsJudged(
    items,
    recordingOf(facts, { count: 4, atMs, code: Int16Array.of(100, 101, 102, 103) }),
    0,
  );
});

/** What of a recording lies before an instant. */
function cutAt({ facts, items: { count, atMs, code } }: Recording, endMs: number): Recording {
  let kept = count;
  while (kept > 0 && atMs[kept - 1]! > endMs) kept--;
  const lastMs = kept === 0 ? facts.startMs : atMs[kept - 1]!;
  return { facts: { ...facts, endMs: lastMs + 1_000 }, items: { count: kept, atMs, code } };
}

test('C: a value older than five seconds is taken back, never shown again', () => {
  const coach = newCoach();
  coach.push([itemAt(1, START_MS, 128)], START_MS);
  expect(frame(coach, START_MS + 1_000)).toMatchObject({
    bpm: 128,
    percent: 67,
    bands: ['zone2'],
    stale: false,
  });
  expect(coach.outdatedAtMs).toBe(START_MS + 5_000);
  expect(frame(coach, START_MS + 5_000)).toMatchObject({ bpm: null, percent: null, bands: [], stale: true });
  expect(coach.outdatedAtMs).toBe(Infinity);
});

test('L7: catch-up updates the totals and never causes a cue; fresh items do', () => {
  const tooHard = (fromMs: number, count: number): LiveItem[] =>
    Array.from({ length: count }, (_, i) => itemAt(i + 1, fromMs + i * 1000, 150));
  const late = newCoach('zone2');
  const fresh = newCoach('zone2');
  const said = { late: [] as string[], fresh: [] as string[] };
  for (const item of tooHard(START_MS, 60)) {
    late.push([item], item.atMs + 60_000);
    fresh.push([item], item.atMs + 50);
    const lateCue = frame(late, item.atMs + 60_000).cue;
    const freshCue = frame(fresh, item.atMs + 100).cue;
    if (lateCue !== undefined) said.late.push(lateCue.id);
    if (freshCue !== undefined) said.fresh.push(freshCue.id);
  }
  expect(said).toEqual({ late: [], fresh: ['cue.zone2.slow_down'] });
});

test('Z10: after a silence of more than ten minutes the session told is a new one, the week keeps the old', async () => {
  const coach = newCoach();
  const zone2 = (seqFrom: number, fromMs: number, count: number): LiveItem[] =>
    Array.from({ length: count }, (_, i) => itemAt(seqFrom + i, fromMs + i * 1000, 125));
  coach.push(zone2(1, START_MS, 300), START_MS + 300_000);
  expect(frame(coach, START_MS + 300_000).seconds['zone2']).toBe(300);
  const later = START_MS + 300_000 + 700_000;
  coach.push(zone2(301, later, 60), later + 60_000);
  expect(frame(coach, later + 60_000).seconds['zone2']).toBe(60);
  await Promise.resolve();
});
