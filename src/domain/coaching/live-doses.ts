import { COMPLETE_INTERVALS } from '../four-by-four/four-by-four.ts';
import type { Note } from '../note.ts';
import type { LocalDate } from '../units.ts';
import { MINUTE_MS, SECOND_MS } from '../units.ts';
import { doseOf } from '../week/judge-week.ts';
import { missingMs } from '../week/targets/missing-ms.ts';
import type { DoseBaseline, LiveTargetId } from './dose-baseline.ts';
import type { DoseSentence } from './dose-note.ts';
import { doseNote } from './dose-note.ts';
import type { DoseRanges } from './dose-ranges.ts';
import { doseRanges } from './dose-ranges.ts';

export interface RemainingDose {
  readonly target: LiveTargetId;
  /** Time in range still needed today; null where the target is not counted in minutes, or nothing can be told. */
  readonly todaySeconds: number | null;
  /** Credits still needed for the week's minimum, the running session counted as soon as it has earned one. */
  readonly weekSessions: number | null;
  readonly weekDays: number | null;
  readonly note: Note;
}

/** The running session so far. */
export interface LiveDose {
  /** Local date of its start: session credits go there (T2). */
  readonly localDate: LocalDate;
  /** Its dates so far, ascending; the last is today. */
  readonly dates: readonly LocalDate[];
  /** Milliseconds from `lowBpm` to `highBpm`, both inclusive: of the session, or of one date of it. */
  readonly rangeMs: (lowBpm: number, highBpm: number, date?: LocalDate) => number;
  /** Credited intervals in the best run (I4). */
  readonly fourByFourCredited: number;
}

/** The numbers that a sentence holds, and the sentence. */
interface Said {
  readonly sentence: DoseSentence;
  readonly minutes: number;
  readonly count: number;
  readonly maxHeartRate: number;
  readonly note: Note;
}

/**
 * What is left today and this week with the running session counted (T9). Asked once a second for every stream, so
 * that it is a few sums over bins: ranges are kept, and a sentence is made anew only when one of its numbers changes.
 */
export class LiveDoses {
  readonly #baseline: DoseBaseline;
  readonly #said: Partial<Record<LiveTargetId, Said>> = {};
  #ranges: DoseRanges | null = null;

  constructor(baseline: DoseBaseline) {
    this.#baseline = baseline;
  }

  /** Without a max heart rate there is nothing to tell: empty. */
  left(live: LiveDose): RemainingDose[] {
    const maxHeartRate = this.#baseline.facts.maxHeartRateOn(live.localDate);
    if (maxHeartRate === null) return [];
    const ranges = this.#rangesFor(maxHeartRate);
    const { zone2, cardio } = this.#baseline.facts.prescription;

    const inBandMs = live.rangeMs(ranges.zone2.lowBpm, ranges.zone2.highBpm);
    const aboveMs = live.rangeMs(ranges.aboveZone2.lowBpm, ranges.aboveZone2.highBpm);
    const zone2Ms = missingMs(zone2.minimumMinutes * MINUTE_MS, inBandMs, aboveMs);
    const isZone2 = zone2Ms === 0;
    const isInterval = live.fourByFourCredited >= COMPLETE_INTERVALS;
    const cardioMs = live.rangeMs(ranges.cardio.lowBpm, ranges.cardio.highBpm);
    const cardioLeftMs = isZone2 || isInterval ? 0 : missingMs(cardio.minimumMinutes * MINUTE_MS, cardioMs);

    const doses = [
      this.#sessionDose('zone2', live.localDate, zone2Ms, ranges),
      this.#intervalDose(live.localDate, isInterval, ranges),
    ];
    const light = this.#lightDose(live);
    if (light !== null) doses.push(light);
    // The ranges of today's date may have been asked for meanwhile.
    doses.push(this.#sessionDose('cardio', live.localDate, cardioLeftMs, ranges));
    return doses;
  }

  /** A target that a session earns by minutes in a range (T3, T7). */
  #sessionDose(
    target: 'zone2' | 'cardio',
    date: LocalDate,
    neededMs: number,
    ranges: DoseRanges,
  ): RemainingDose {
    const count = this.#creditsLeft(target, date, neededMs === 0);
    const counted = neededMs === 0 || this.#baseline.credited[target].has(date);
    const sentence = count === 0 ? 'done' : counted ? 'counted' : 'running';
    return {
      target,
      todaySeconds: counted ? 0 : wholeSecondsUp(neededMs),
      weekSessions: count,
      weekDays: null,
      note: this.#say(target, sentence, wholeMinutesUp(neededMs), count, ranges),
    };
  }

  #intervalDose(date: LocalDate, earned: boolean, ranges: DoseRanges): RemainingDose {
    const count = this.#creditsLeft('interval_4x4', date, earned);
    const note = this.#say('interval_4x4', count === 0 ? 'done' : 'counted', 0, count, ranges);
    return { target: 'interval_4x4', todaySeconds: null, weekSessions: count, weekDays: null, note };
  }

  /** The light band counts by the date of the sample and each date's own max heart rate (T5). */
  #lightDose(live: LiveDose): RemainingDose | null {
    const { facts, lightMs, credited } = this.#baseline;
    const { minimumMinutes, minimumDays } = facts.prescription.antiInflammatory;
    const neededMs = minimumMinutes * MINUTE_MS;
    const today = live.dates.at(-1) ?? live.localDate;
    const maxHeartRate = facts.maxHeartRateOn(today);
    if (maxHeartRate === null) return null;
    let met = credited.anti_inflammatory.size;
    let todayInRangeMs = lightMs.get(today) ?? 0;
    for (const date of live.dates) {
      const { lowBpm, highBpm } = this.#rangesFor(facts.maxHeartRateOn(date) ?? maxHeartRate).light;
      const ms = live.rangeMs(lowBpm, highBpm, date);
      const before = lightMs.get(date);
      const enough = before !== undefined && missingMs(neededMs, before + ms) === 0;
      if (enough && !credited.anti_inflammatory.has(date)) met += 1;
      if (date === today) todayInRangeMs += ms;
    }
    const todayMs = missingMs(neededMs, todayInRangeMs);
    const count = Math.max(0, minimumDays - met);
    const sentence = todayMs > 0 ? 'running' : count === 0 ? 'done' : 'counted';
    return {
      target: 'anti_inflammatory',
      todaySeconds: wholeSecondsUp(todayMs),
      weekSessions: null,
      weekDays: count,
      note: this.#say(
        'anti_inflammatory',
        sentence,
        wholeMinutesUp(todayMs),
        count,
        this.#rangesFor(maxHeartRate),
      ),
    };
  }

  /** Credits still needed; the running session adds one where it has earned it and its date has none. */
  #creditsLeft(target: SessionTarget, date: LocalDate, earned: boolean): number {
    const { credited, facts } = this.#baseline;
    const dates = credited[target];
    const adds = earned && date >= facts.monday && date <= facts.sunday && !dates.has(date);
    return Math.max(0, doseOf(facts, target).minimum - dates.size - (adds ? 1 : 0));
  }

  #rangesFor(maxHeartRate: number): DoseRanges {
    if (this.#ranges?.maxHeartRate !== maxHeartRate) {
      this.#ranges = doseRanges(this.#baseline.facts.prescription, maxHeartRate);
    }
    return this.#ranges;
  }

  #say(
    target: LiveTargetId,
    sentence: DoseSentence,
    minutes: number,
    count: number,
    ranges: DoseRanges,
  ): Note {
    const { maxHeartRate } = ranges;
    const said = this.#said[target];
    if (
      said?.sentence === sentence &&
      said.minutes === minutes &&
      said.count === count &&
      said.maxHeartRate === maxHeartRate
    ) {
      return said.note;
    }
    const note = doseNote(this.#baseline.facts, target, sentence, minutes, count, ranges);
    this.#said[target] = { sentence, minutes, count, maxHeartRate, note };
    return note;
  }
}

type SessionTarget = Exclude<LiveTargetId, 'anti_inflammatory'>;

/** What is left is rounded up: at "0" nothing is left. */
function wholeSecondsUp(ms: number): number {
  return Math.ceil(ms / SECOND_MS);
}

function wholeMinutesUp(ms: number): number {
  return Math.ceil(ms / MINUTE_MS);
}
