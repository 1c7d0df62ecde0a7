import { knownMsOf } from '../session/running-ms.ts';
import { bandMs, bandRange, rangeMs } from '../bands/band.ts';
import { cellsFor, roundCells } from '../bands/cell.ts';
import type { BandEdges } from '../prescription/prescription.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import type { WeekDay, WeekFacts } from './week-facts.ts';
import type { WeekReport } from './week-report.ts';
import type { BandTime } from '../bands/band.ts';
import type { CellTime } from '../bands/cell.ts';

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
  const sums = new Map<number, Float64Array>();
  let knownMs = 0;
  let unknownMs = 0;
  let withoutValueMs = 0;
  let passiveMs = 0;
  for (const { maxHeartRate, parts, passive } of facts.days) {
    const sum = sums.get(maxHeartRate ?? 0) ?? new Float64Array(256);
    sums.set(maxHeartRate ?? 0, sum);
    for (const { evidence, part } of parts) {
      addTo(sum, part.msUpTo);
      knownMs += knownMsOf(part.msUpTo);
      withoutValueMs += part.unknownMs;
      if (!evidence.logged) unknownMs += part.unknownMs;
    }
    if (passive !== null) passiveMs += knownMsOf(passive.msUpTo);
  }
  const last = facts.days.findLast((day) => day.maxHeartRate !== null)?.maxHeartRate ?? null;
  return {
    activeSeconds: wholeSeconds(knownMs + withoutValueMs),
    passiveSeconds: wholeSeconds(passiveMs),
    knownMs,
    unknownMs,
    cells: last === null ? null : roundCells(sumCells(bands, sums), withoutValueMs),
    bands: bands.map((band) => {
      let ms = 0;
      if (last !== null) for (const [maxHeartRate, sum] of sums) ms += bandMs(sum, band, maxHeartRate);
      return { id: band.id, seconds: wholeSeconds(ms), ...shownRange(band, last) };
    }),
    days: facts.days.map((day) => dayReport(day, facts)),
  };
}

/** The cells of every max heart rate of the week, those of one id together (Z3). */
function sumCells(
  bands: readonly BandEdges[],
  sums: ReadonlyMap<number, Float64Array>,
): { id: string; ms: number }[] {
  const cells = new Map<string, { id: string; ms: number }>();
  for (const [maxHeartRate, sum] of sums) {
    for (const { id, ...range } of cellsFor(bands, maxHeartRate)) {
      const cell = cells.get(id);
      const ms = rangeMs(sum, range);
      if (cell === undefined) cells.set(id, { id, ms });
      else cell.ms += ms;
    }
  }
  return [...cells.values()];
}

/** Z2; null without a max heart rate, and for a band so narrow that no whole bpm lies in it. */
function shownRange(band: BandEdges, maxHeartRate: number | null): Pick<BandTime, 'lowBpm' | 'highBpm'> {
  const range = maxHeartRate === null ? null : bandRange(band, maxHeartRate);
  return range === null || range.lowBpm > range.highBpm ? { lowBpm: null, highBpm: null } : range;
}

function dayReport(day: WeekDay, { prescription }: WeekFacts): WeekReport['days'][number] {
  return {
    date: day.date,
    sessions: [...new Set(day.parts.map(({ evidence }) => evidence.id))],
    bands: prescription.bands.map((band) => {
      let ms = 0;
      if (day.maxHeartRate !== null) {
        for (const { part } of day.parts) ms += bandMs(part.msUpTo, band, day.maxHeartRate);
      }
      return { id: band.id, seconds: wholeSeconds(ms) };
    }),
  };
}

function addTo(sum: Float64Array, msUpTo: Float64Array): void {
  for (let bpm = 0; bpm < sum.length; bpm++) sum[bpm]! += msUpTo[bpm]!;
}
