import { attribute } from '../../../src/domain/timeline/attribute.ts';
import type { DatedTimeZone } from '../../../src/domain/athlete.ts';
import { cellMs, cellsFor } from '../../../src/domain/bands/cell.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import { ofMax, type HeartBasis } from '../../../src/domain/bands/heart-basis.ts';
import type { Prescription, Target } from '../../../src/domain/prescription/prescription.ts';
import { allEdgesFor, edgesOfIntervals } from '../../../src/domain/four-by-four/edges-for.ts';
import { findIntervals } from '../../../src/domain/four-by-four/four-by-four.ts';
import { recogniseFourByFour } from '../../../src/domain/four-by-four/four-by-four-reducer.ts';
import { dayHistograms } from '../../../src/domain/session/histogram.ts';
import type { SessionEvidence } from '../../../src/domain/session/session.ts';
import { judgedSession } from '../../../src/domain/targets/session-verdict.ts';
import { kindOf } from '../../../src/domain/targets/targets.ts';
import { localDateAt, parseLocalDate } from '../../../src/domain/calendar/local-time.ts';
import { seededRandom } from '../../../src/domain/simulated-heart/seeded-random.ts';
import { simulateHeart } from '../../../src/domain/simulated-heart/simulate-heart.ts';
import type { SimulatedItem } from '../../../src/domain/simulated-heart/simulate-heart.ts';
import { drawSimulatedAthlete } from '../../../src/domain/simulated-heart/simulated-athlete.ts';
import { intervalSteps } from '../../../src/domain/simulated-heart/simulated-plan.ts';
import { HOUR_MS } from '../../../src/domain/units.ts';
import { recordingOf, START_MS } from '../../support/simulated-recording.ts';
import type { BenchRow } from '../bench.ts';
import { alternate, cpuMillisecondsPer } from '../bench.ts';
import { sendRows } from '../send-rows.ts';

const MAX_BPM = 190;
const CALLS = 200;
/** Before anything is measured: as compiled as on a server that has judged some hundred sessions. */
const WARM_UP_CALLS = 1_500;
const UTC: readonly DatedTimeZone[] = [{ validFrom: parseLocalDate('2000-01-01')!, timeZone: 'UTC' }];

/** As much as a clinic may reasonably ask for: eight bands of four bases, six targets, two of them of intervals. */
const WIDE: Prescription = {
  ...DEFAULT_PRESCRIPTION,
  id: 'wide',
  bands: Array.from({ length: 8 }, (_, index) => ({
    id: `band_${index}`,
    name: { da: `Bånd ${index}`, en: `Band ${index}` },
    low: [{ percentOfMax: 50 + 5 * index }, { percentOfReserve: 30 + 8 * index }, { bpm: 100 + 9 * index }][
      index % 3
    ]!,
    high: [
      { percentOfMax: 58 + 5 * index },
      { percentOfReserve: 40 + 8 * index },
      { percentOfThreshold: 70 + 5 * index },
    ][index % 3]!,
  })),
  targets: [
    ...DEFAULT_PRESCRIPTION.targets
      .filter(({ band }) => typeof band === 'string')
      .flatMap((target, index): Target[] => [
        { ...target, band: `band_${index}` },
        { ...target, id: `${target.id}_2`, band: `band_${index + 4}` },
      ]),
  ],
};
/** What a session is besides its seconds. */
const FACTS: Omit<SessionEvidence, 'days'> = {
  id: 'hour',
  startMs: START_MS,
  endMs: START_MS + HOUR_MS,
  timeZone: 'UTC',
  localDate: localDateAt(START_MS, UTC),
  sport: 'running',
  subSport: null,
  simulated: false,
  logged: false,
  activeMs: HOUR_MS,
  sources: [],
  setCount: 0,
  sustainedMaxBpm: null,
  invalidCount: 0,
  suspectCount: 0,
};
const WIDE_BASIS: HeartBasis = { maxBpm: MAX_BPM, restingBpm: 58, thresholdBpm: 168 };

/** One hour at 1 Hz with a 4×4 in it. */
function hourOfItems(): SimulatedItem[] {
  const random = seededRandom(4);
  const athlete = { ...drawSimulatedAthlete(random, MAX_BPM), dropOutsPerHour: 0 };
  const steps = [
    ...intervalSteps(random, [89, 91]),
    { kind: 'easy', durationMs: HOUR_MS, percent: 60 } as const,
  ];
  return [...simulateHeart({ athlete, steps, startMs: START_MS, seed: 4 })].slice(0, 3_600);
}

/** What a first attempt looks like: an object per second, one pass per cell that counts rows, one for the intervals. */
function naiveEvaluation(rows: readonly { at: number; bpm: number }[]): number {
  const cells = cellsFor(DEFAULT_PRESCRIPTION.bands, ofMax(MAX_BPM));
  const counts = cells.map(
    ({ lowBpm, highBpm }) => rows.filter(({ bpm }) => bpm >= lowBpm && bpm <= highBpm).length,
  );
  let bouts = 0;
  let inside = 0;
  for (const { bpm } of rows) {
    inside = bpm >= 0.8 * MAX_BPM ? inside + 1 : 0;
    if (inside === 180) bouts++;
  }
  return counts.reduce((sum, count) => sum + count, bouts);
}

async function* measure(): AsyncGenerator<BenchRow> {
  const items = hourOfItems();
  const recording = recordingOf(items, { kind: 'file' });
  const evaluate = (prescription: Prescription, basis: HeartBasis): (() => unknown) => {
    const cells = cellsFor(prescription.bands, basis);
    const edges = allEdgesFor(prescription, basis);
    return () => {
      const { timeline } = attribute(recording);
      const days = dayHistograms(timeline, UTC);
      const intervals = edges.map((each) => ({ edges: each, result: recogniseFourByFour(timeline, each) }));
      const session = judgedSession({ ...FACTS, days }, basis, prescription, (target) =>
        findIntervals(intervals, edgesOfIntervals(prescription, target, basis)!),
      );
      const counted = prescription.targets.map((target) => kindOf(target).ofSession(session, target, false));
      return [cellMs(days[0]!.msUpTo, cells), intervals, counted];
    };
  };
  const byArticle = evaluate(DEFAULT_PRESCRIPTION, ofMax(MAX_BPM));
  const byWide = evaluate(WIDE, WIDE_BASIS);
  const rows = items.map(([at, bpm]) => ({ at, bpm: bpm ?? 0 }));
  const naive = (): number => cpuMillisecondsPer(CALLS, () => naiveEvaluation(rows));
  for (const [what, work, atMost] of [
    ['one hour of 1 Hz samples: clean, hold, cells, 4×4, targets', byArticle, 0.2],
    ['the same hour by eight bands and six targets', byWide, 0.4],
  ] as const) {
    cpuMillisecondsPer(WARM_UP_CALLS, work);
    const { measured, baseline } = await alternate(() => cpuMillisecondsPer(CALLS, work), naive, 7);
    yield {
      what,
      unit: 'ms CPU',
      measured,
      baseline: { name: 'count rows per cell, no cleaning or hold', spread: baseline },
      goal: { of: 'measured', atMost },
    };
  }
}

await sendRows(measure());
