import type { DatedTimeZone } from '../athlete.ts';
import { foldTimeline } from '../timeline/fold-timeline.ts';
import { addDays, localDateAt, startOfDayMs } from '../calendar/local-time.ts';
import type { SessionDay } from './session.ts';
import type { SegmentSink, Timeline } from '../timeline/timeline.ts';
import { INACTIVE, UNKNOWN } from '../timeline/timeline.ts';
import type { LocalDate } from '../units.ts';
import { HIGHEST_BPM, LOWEST_BPM } from '../units.ts';

/** Bins of one open day: only believable bpm, in whole milliseconds, so that a live stream stays small. */
class OpenDay {
  readonly date: LocalDate;
  readonly endMs: number;
  readonly msFromLowest = new Uint32Array(HIGHEST_BPM - LOWEST_BPM + 1);
  /** The bins that hold anything lie between these, both inclusive: a sum goes through no others. */
  firstBin = HIGHEST_BPM;
  lastBin = -1;
  unknownMs = 0;

  constructor(date: LocalDate, endMs: number) {
    this.date = date;
    this.endMs = endMs;
  }
}

/** Milliseconds per bpm of each local date that a timeline is active on (T2): split at local midnight. */
export class DayHistograms implements SegmentSink {
  readonly #timeZones: readonly DatedTimeZone[];
  readonly #days: OpenDay[] = [];
  readonly #dates: LocalDate[] = [];
  #day: OpenDay | null = null;
  activeMs = 0;

  constructor(timeZones: readonly DatedTimeZone[]) {
    this.#timeZones = timeZones;
  }

  segment(state: number, fromMs: number, toMs: number): void {
    if (state === INACTIVE) return;
    let startMs = fromMs;
    let day = this.#dayOf(startMs);
    while (toMs > day.endMs) {
      this.#add(day, state, day.endMs - startMs);
      startMs = day.endMs;
      day = this.#dayOf(startMs);
    }
    this.#add(day, state, toMs - startMs);
  }

  /** Milliseconds from `lowBpm` to `highBpm`, both inclusive; of one date when given. */
  rangeMs(lowBpm: number, highBpm: number, date: LocalDate | null = null): number {
    let sumMs = 0;
    for (const day of this.#days) {
      if (date !== null && day.date !== date) continue;
      const last = Math.min(highBpm - LOWEST_BPM, day.lastBin);
      for (let bin = Math.max(lowBpm - LOWEST_BPM, day.firstBin); bin <= last; bin++) {
        sumMs += day.msFromLowest[bin]!;
      }
    }
    return sumMs;
  }

  /** Dates with active time, ascending. */
  get dates(): readonly LocalDate[] {
    return this.#dates;
  }

  /** The date of the latest segment where it lasts until `untilMs`; else null. */
  dateUntil(untilMs: number): LocalDate | null {
    return this.#day !== null && untilMs <= this.#day.endMs ? this.#day.date : null;
  }

  /** A copy that may be fed what is not certain yet. */
  clone(): DayHistograms {
    const copy = new DayHistograms(this.#timeZones);
    copy.activeMs = this.activeMs;
    for (const day of this.#days) {
      copy.#day = new OpenDay(day.date, day.endMs);
      copy.#day.msFromLowest.set(day.msFromLowest);
      copy.#day.firstBin = day.firstBin;
      copy.#day.lastBin = day.lastBin;
      copy.#day.unknownMs = day.unknownMs;
      copy.#days.push(copy.#day);
      copy.#dates.push(day.date);
    }
    return copy;
  }

  /** Ascending by date. */
  days(): SessionDay[] {
    return this.#days.map(({ date, msFromLowest, unknownMs }) => {
      const msUpTo = new Float64Array(256);
      let sumMs = 0;
      for (let bin = 0; bin < msFromLowest.length; bin++)
        msUpTo[LOWEST_BPM + bin] = sumMs += msFromLowest[bin]!;
      return { date, msUpTo: msUpTo.fill(sumMs, HIGHEST_BPM), unknownMs };
    });
  }

  #add(day: OpenDay, state: number, ms: number): void {
    this.activeMs += ms;
    if (state === UNKNOWN) {
      day.unknownMs += ms;
      return;
    }
    const bin = state - LOWEST_BPM;
    day.msFromLowest[bin]! += ms;
    if (bin < day.firstBin) day.firstBin = bin;
    if (bin > day.lastBin) day.lastBin = bin;
  }

  #dayOf(ms: number): OpenDay {
    if (this.#day !== null && ms < this.#day.endMs) return this.#day;
    const date = localDateAt(ms, this.#timeZones);
    this.#day = new OpenDay(date, startOfDayMs(addDays(date, 1), this.#timeZones));
    this.#days.push(this.#day);
    this.#dates.push(date);
    return this.#day;
  }
}

/** Milliseconds per bpm and local date of a timeline; only dates with active time, ascending. */
export function dayHistograms(timeline: Timeline, timeZones: readonly DatedTimeZone[]): SessionDay[] {
  return foldTimeline(timeline, new DayHistograms(timeZones)).days();
}
