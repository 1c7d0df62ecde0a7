import { bandMs, bandRange } from './band.ts';
import { cellMs, cellsFor, roundCells } from './cell.ts';
import type { BandEdges } from './prescription.ts';
import { wholeSeconds } from './targets/session-verdict.ts';
import type { WeekDay, WeekFacts } from './week-facts.ts';
import type { BandTime, CellTime, WeekReport } from './week-report.ts';

/** The time of a week by cell, band and day, each date under its own max heart rate (M1, T2). */
export interface WeekTime {
  readonly activeSeconds: number;
  readonly passiveSeconds: number;
  readonly knownMs: number;
  readonly unknownMs: number;
  readonly cells: readonly CellTime[] | null;
  readonly bands: readonly BandTime[];
  readonly days: WeekReport['days'];
}

/**
 * Sums a week's seconds (Z3). Cells sum to `activeSeconds`; a logged session is active time of the `unknown` cell, but
 * not of the coverage, because nothing was missed of it (Z8). Shown band ranges are those of the last max heart rate.
 */
export function weekTime(facts: WeekFacts): WeekTime {
  const { bands } = facts.prescription;
  const cells = new Map<string, { id: string; ms: number }>();
  const bandTotals = bands.map(() => 0);
  let activeMs = 0;
  let knownMs = 0;
  let unknownMs = 0;
  let withoutValueMs = 0;
  let passiveMs = 0;
  for (const day of facts.days) {
    const msPerBpm = histogramOf(day);
    let dayMs = 0;
    for (const ms of msPerBpm) dayMs += ms;
    knownMs += dayMs;
    activeMs += dayMs;
    for (const { evidence, part } of day.parts) {
      withoutValueMs += part.unknownMs;
      if (!evidence.logged) unknownMs += part.unknownMs;
    }
    if (day.passive !== null) passiveMs += sumOf(day.passive.msPerBpm);
    const { maxHeartRate } = day;
    if (maxHeartRate === null) continue;
    const cellsOfDay = cellsFor(bands, maxHeartRate);
    const msOfCells = cellMs(msPerBpm, cellsOfDay);
    cellsOfDay.forEach(({ id }, index) => {
      const cell = cells.get(id);
      if (cell === undefined) cells.set(id, { id, ms: msOfCells[index]! });
      else cell.ms += msOfCells[index]!;
    });
    bands.forEach((band, index) => (bandTotals[index]! += bandMs(msPerBpm, band, maxHeartRate)));
  }
  const last = facts.days.findLast((day) => day.maxHeartRate !== null)?.maxHeartRate ?? null;
  return {
    activeSeconds: wholeSeconds(activeMs + withoutValueMs),
    passiveSeconds: wholeSeconds(passiveMs),
    knownMs,
    unknownMs,
    cells: last === null ? null : roundCells([...cells.values()], withoutValueMs),
    bands: bands.map((band, index) => ({
      id: band.id,
      seconds: wholeSeconds(bandTotals[index]!),
      ...shownRange(band, last),
    })),
    days: facts.days.map((day) => dayReport(day, facts)),
  };
}

/** Z2; null without a max heart rate, and for a band so narrow that no whole bpm lies in it. */
function shownRange(band: BandEdges, maxHeartRate: number | null): Pick<BandTime, 'lowBpm' | 'highBpm'> {
  const range = maxHeartRate === null ? null : bandRange(band, maxHeartRate);
  return range === null || range.lowBpm > range.highBpm ? { lowBpm: null, highBpm: null } : range;
}

function dayReport(day: WeekDay, { prescription }: WeekFacts): WeekReport['days'][number] {
  const msPerBpm = histogramOf(day);
  return {
    date: day.date,
    sessions: [...new Set(day.parts.map(({ evidence }) => evidence.id))],
    bands: prescription.bands.map((band) => ({
      id: band.id,
      seconds: day.maxHeartRate === null ? 0 : wholeSeconds(bandMs(msPerBpm, band, day.maxHeartRate)),
    })),
  };
}

const NOTHING = new Float64Array(256);

function histogramOf({ parts }: WeekDay): Float64Array {
  if (parts.length === 0) return NOTHING;
  if (parts.length === 1) return parts[0]!.part.msPerBpm;
  const sum = new Float64Array(256);
  for (const { part } of parts) part.msPerBpm.forEach((ms, bpm) => (sum[bpm]! += ms));
  return sum;
}

function sumOf(msPerBpm: Float64Array): number {
  let ms = 0;
  for (const each of msPerBpm) ms += each;
  return ms;
}
