import { knownMsOf } from '../session/running-ms.ts';
import { bandMs, bandRange, rangeMs, shownRange } from '../bands/band.ts';
import type { HeartBasis } from '../bands/heart-basis.ts';
import { cellsFor, roundCells } from '../bands/cell.ts';
import { isArticleName } from '../prescription/article.ts';
import type { Band } from '../prescription/prescription.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import type { WeekDay } from '../targets/target-week.ts';
import type { WeekFacts } from './week-facts.ts';
import type { WeekReport } from './week-report.ts';
import type { BandTime, BpmRange } from '../bands/band.ts';
import type { CellTime } from '../bands/cell.ts';

/** The time of a week by cell, band and day, each date under its own basis (M1, T2). */
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
 * not of the coverage, because nothing was missed of it (Z8). Shown band ranges are those of the last date on which a band
 * has its basis.
 */
export function weekTime(facts: WeekFacts): WeekTime {
  const { bands } = facts.prescription;
  const partsByBasis = new Map<HeartBasis, Float64Array[]>();
  let knownMs = 0;
  let unknownMs = 0;
  let withoutValueMs = 0;
  let passiveMs = 0;
  for (const { basis, parts, passive } of facts.days) {
    const ofBasis = partsUnder(partsByBasis, basis);
    for (const { evidence, part } of parts) {
      ofBasis.push(part.msUpTo);
      knownMs += knownMsOf(part.msUpTo);
      withoutValueMs += part.unknownMs;
      if (!evidence.logged) unknownMs += part.unknownMs;
    }
    if (passive !== null) passiveMs += knownMsOf(passive.msUpTo);
  }
  const lastOf = (band: Band): HeartBasis | null =>
    facts.days.findLast((day) => bandRange(band, day.basis) !== null)?.basis ?? null;
  const isMeasured = bands.some((band) => lastOf(band) !== null);
  return {
    activeSeconds: wholeSeconds(knownMs + withoutValueMs),
    passiveSeconds: wholeSeconds(passiveMs),
    knownMs,
    unknownMs,
    cells: isMeasured ? roundCells(sumCells(bands, partsByBasis), withoutValueMs) : null,
    bands: bands.map((band) => {
      let ms = 0;
      for (const [basis, parts] of partsByBasis) {
        const range = bandRange(band, basis);
        if (range !== null) ms += rangeMsOf(parts, range);
      }
      const last = lastOf(band);
      const range = last === null ? { lowBpm: null, highBpm: null } : shownRange(band, last);
      const own = isArticleName(band) ? {} : { name: band.name };
      return { id: band.id, seconds: wholeSeconds(ms), ...range, ...own };
    }),
    days: facts.days.map((day) => dayReport(day, facts)),
  };
}

/** What was recorded under one basis, the running milliseconds of each part. */
type PartsByBasis = ReadonlyMap<HeartBasis, readonly Float64Array[]>;

function partsUnder(partsByBasis: Map<HeartBasis, Float64Array[]>, basis: HeartBasis): Float64Array[] {
  let parts = partsByBasis.get(basis);
  if (parts === undefined) partsByBasis.set(basis, (parts = []));
  return parts;
}

/** The cells of every basis of the week, those of one id together (Z3). */
function sumCells(bands: readonly Band[], partsByBasis: PartsByBasis): { id: string; ms: number }[] {
  const cells = new Map<string, { id: string; ms: number }>();
  for (const [basis, parts] of partsByBasis) {
    for (const { id, ...range } of cellsFor(bands, basis)) {
      const cell = cells.get(id);
      const ms = rangeMsOf(parts, range);
      if (cell === undefined) cells.set(id, { id, ms });
      else cell.ms += ms;
    }
  }
  return [...cells.values()];
}

function rangeMsOf(parts: readonly Float64Array[], range: BpmRange): number {
  let ms = 0;
  for (const msUpTo of parts) ms += rangeMs(msUpTo, range);
  return ms;
}

function dayReport(day: WeekDay, { prescription }: WeekFacts): WeekReport['days'][number] {
  return {
    date: day.date,
    sessions: [...new Set(day.parts.map(({ evidence }) => evidence.id))],
    bands: prescription.bands.map((band) => {
      let ms = 0;
      for (const { part } of day.parts) ms += bandMs(part.msUpTo, band, day.basis);
      return { id: band.id, seconds: wholeSeconds(ms) };
    }),
  };
}
