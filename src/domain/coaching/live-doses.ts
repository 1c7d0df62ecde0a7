import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { Target } from '../prescription/prescription.ts';
import type { LocalDate } from '../units.ts';
import { MINUTE_MS, SECOND_MS } from '../units.ts';
import { targetRanges } from '../targets/ranges.ts';
import type { LiveLeft, RunningSession, TargetKind, TargetRanges } from '../targets/target-kind.ts';
import { isOfSports } from '../targets/sports.ts';
import { kindOf } from '../targets/targets.ts';
import { countingOrder } from '../week/judge-week.ts';
import { NOTHING, type DoseBaseline } from './dose-baseline.ts';

export interface RemainingDose {
  readonly target: string;
  /** Time in range still needed today; null where the target is not counted in minutes, or nothing can be told. */
  readonly todaySeconds: number | null;
  /** Credits still needed for the week's minimum, the running session counted as soon as it has earned one. */
  readonly weekSessions: number | null;
  readonly weekDays: number | null;
  /** Of a target that counts minutes; left out elsewhere. */
  readonly weekMinutes?: number;
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
  /** As the run was begun; null where nobody said it. */
  readonly sport: string | null;
  /** Credited intervals in the best run (I4), by the id of each target that is recognised. */
  readonly creditedIntervals: ReadonlyMap<string, number>;
}

/** What only a stored session tells of its sport. */
const UNDECIDED = { subSport: null, setCount: 0, logged: false } as const;
/** A run of a sport that a target does not look at. */
const NOTHING_IN_RANGE = { inRangeMs: () => 0, intervals: null } as const;

/** What a sentence was made of, and the sentence. */
interface Said {
  readonly sentence: LiveLeft['sentence'];
  readonly minutes: number;
  readonly count: number;
  readonly basis: unknown;
  readonly note: Note;
}

/** A target while a session runs: its ranges and its last sentence are kept. */
interface LiveTarget {
  readonly target: Target;
  readonly kind: TargetKind;
  /** Its place in the prescription. */
  readonly index: number;
  ranges: TargetRanges | null;
  said: Said | null;
}

/**
 * What is left today and this week with the running session counted (T9). Asked once a second for every stream, so
 * that it is a few sums over bins: ranges are kept, and a sentence is made only when one of its numbers changes.
 */
export class LiveDoses {
  readonly #baseline: DoseBaseline;
  readonly #targets: readonly LiveTarget[];

  constructor(baseline: DoseBaseline) {
    this.#baseline = baseline;
    const { targets } = baseline.facts.prescription;
    this.#targets = countingOrder(targets)
      .map((target) => ({
        target,
        kind: kindOf(target),
        index: targets.indexOf(target),
        ranges: null,
        said: null,
      }))
      .filter(({ kind }) => kind.live !== null);
  }

  /** In the order of the prescription. A target without its basis is left out: there is nothing to tell. */
  left(live: LiveDose): RemainingDose[] {
    const earned = new Set<string>();
    const found: { readonly index: number; readonly dose: RemainingDose }[] = [];
    for (const each of this.#targets) {
      const counts = isOfSports({ sport: live.sport, ...UNDECIDED }, each.target);
      const running = this.#running(each, live, earned);
      const left = each.kind.live!(each.target, counts ? running : { ...running, ...NOTHING_IN_RANGE });
      if (left === null) continue;
      if (left.earned) earned.add(each.target.id);
      found.push({ index: each.index, dose: this.#doseOf(each, counts ? left : withoutToday(left)) });
    }
    return found.sort((a, b) => a.index - b.index).map(({ dose }) => dose);
  }

  #running(each: LiveTarget, live: LiveDose, earned: ReadonlySet<string>): RunningSession {
    const { monday, sunday } = this.#baseline.facts;
    const before = this.#baseline.soFar.get(each.target.id) ?? NOTHING;
    return {
      localDate: live.localDate,
      dates: live.dates,
      inRangeMs: ({ lowBpm, highBpm }, date) => live.rangeMs(lowBpm, highBpm, date),
      rangesOn: (date) => this.#rangesOn(each, date),
      intervals: live.creditedIntervals.get(each.target.id) ?? null,
      isCredited: (each.target.alsoCounts ?? []).some((id) => earned.has(id)),
      msBefore: before.ms,
      creditedBefore: before.credited,
      monday,
      sunday,
    };
  }

  #rangesOn(each: LiveTarget, date: LocalDate): TargetRanges | null {
    const { prescription, basisOn } = this.#baseline.facts;
    const basis = basisOn(date);
    if (each.ranges?.basis !== basis) each.ranges = targetRanges(prescription, each.target, basis);
    return each.ranges;
  }

  #doseOf(each: LiveTarget, left: LiveLeft): RemainingDose {
    const { unit } = each.kind;
    const { todayMs, count } = left;
    return {
      target: each.target.id,
      // What is left is rounded up: at "0" nothing is left.
      todaySeconds: todayMs === null ? null : Math.ceil(todayMs / SECOND_MS),
      weekSessions: unit === 'sessions' ? count : null,
      weekDays: unit === 'days' ? count : null,
      ...(unit === 'minutes' && { weekMinutes: count }),
      note: this.#say(each, left),
    };
  }

  #say(each: LiveTarget, { sentence, todayMs, count, date }: LiveLeft): Note {
    const { facts } = this.#baseline;
    const basis = facts.basisOn(date);
    const minutes = sentence === 'running' ? Math.ceil((todayMs ?? 0) / MINUTE_MS) : 0;
    const { said, target } = each;
    if (
      said?.sentence === sentence &&
      said.minutes === minutes &&
      said.count === count &&
      said.basis === basis
    ) {
      return said.note;
    }
    const minutesNow = sentence === 'running' ? minutes : null;
    const told =
      sentence === 'done'
        ? note('remaining.done')
        : each.kind.leftNote(target, {
            prescription: facts.prescription,
            basis,
            count,
            byDate: facts.sunday,
            minutesNow,
            isRunning: true,
          });
    each.said = { sentence, minutes, count, basis, note: told };
    return told;
  }
}

/** What the week still needs, of a run that cannot bring it. */
function withoutToday(left: LiveLeft): LiveLeft {
  if (left.sentence !== 'running') return left;
  return { ...left, todayMs: null, sentence: left.count === 0 ? 'done' : 'counted' };
}
