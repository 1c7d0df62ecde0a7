import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { Target } from '../prescription/prescription.ts';
import type { BpmRange } from '../bands/band.ts';
import type { LocalDate } from '../units.ts';
import { MINUTE_MS, SECOND_MS } from '../units.ts';
import { targetRanges } from '../targets/ranges.ts';
import type { LiveLeft, RunningSession, TargetKind, TargetRanges } from '../targets/target-kind.ts';
import { isOfSports } from '../targets/sports.ts';
import { kindOf } from '../targets/targets.ts';
import { countingOrder } from '../week/judge-week.ts';
import { NOTHING, type DoseBaseline, type DoseSoFar } from './dose-baseline.ts';
import type { CreditedIntervals } from './live-evaluation.ts';

export interface RemainingDose {
  readonly target: string;
  /** Time in range still needed today; null where the target is not counted in minutes, or nothing can be told. */
  readonly todaySeconds: number | null;
  /** Credits still needed for the week's minimum, the running session counted as soon as it has earned one. */
  readonly weekSessions: number | null;
  readonly weekDays: number | null;
  /** Of a target that counts minutes. */
  readonly weekMinutes: number | null;
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
  readonly creditedIntervals: readonly CreditedIntervals[];
}

/** What only a stored session tells of its sport. */
const UNDECIDED = { subSport: null, setCount: 0, logged: false } as const;
/** What a sentence was made of, and the sentence. */
interface Said {
  readonly sentence: LiveLeft['sentence'];
  readonly minutes: number;
  readonly count: number;
  readonly basis: unknown;
  readonly note: Note;
}

/** A target while a session runs: its ranges, its last sentence and what was told of it last are kept. */
interface LiveTarget {
  readonly target: Target;
  readonly kind: TargetKind;
  readonly soFar: DoseSoFar;
  /** Whether it looks at runs of this sport. */
  readonly counts: boolean;
  /** Its place in the prescription, among those that a heart that runs tells about. */
  readonly index: number;
  ranges: TargetRanges | null;
  said: Said | null;
  dose: RemainingDose | null;
}

/** The running session as one target after the other sees it: one object for all of them. */
class SeenByTarget implements RunningSession {
  readonly localDate: LocalDate;
  readonly dates: readonly LocalDate[];
  readonly monday: LocalDate;
  readonly sunday: LocalDate;
  readonly #facts: DoseBaseline['facts'];
  readonly #live: LiveDose;
  #seer!: LiveTarget;
  isCredited = false;

  constructor(facts: DoseBaseline['facts'], live: LiveDose) {
    this.localDate = live.localDate;
    this.dates = live.dates;
    this.monday = facts.monday;
    this.sunday = facts.sunday;
    this.#facts = facts;
    this.#live = live;
  }

  seenBy(seer: LiveTarget, isCredited: boolean): this {
    this.#seer = seer;
    this.isCredited = isCredited;
    return this;
  }

  get msBefore(): ReadonlyMap<LocalDate, number> {
    return this.#seer.soFar.ms;
  }

  get creditedBefore(): ReadonlySet<LocalDate> {
    return this.#seer.soFar.credited;
  }

  get intervals(): number | null {
    const { target, counts } = this.#seer;
    const known = this.#live.creditedIntervals.find((each) => each.target === target.id);
    return counts && known !== undefined ? known.credited : null;
  }

  inRangeMs({ lowBpm, highBpm }: BpmRange, date?: LocalDate): number {
    return this.#seer.counts ? this.#live.rangeMs(lowBpm, highBpm, date) : 0;
  }

  rangesOn(date: LocalDate): TargetRanges | null {
    const { prescription, basisOn } = this.#facts;
    const seer = this.#seer;
    const basis = basisOn(date);
    if (seer.ranges?.basis !== basis) seer.ranges = targetRanges(prescription, seer.target, basis);
    return seer.ranges;
  }
}

/**
 * What is left today and this week with the running session counted (T9). Asked once a second for every stream, so
 * that it is a few sums over bins: ranges are kept, and a sentence is made only when one of its numbers changes.
 */
export class LiveDoses {
  readonly #facts: DoseBaseline['facts'];
  /** In the order in which they count. */
  readonly #targets: readonly LiveTarget[];

  /** `sport` as the run was begun; null where nobody said it. */
  constructor({ facts, soFar }: DoseBaseline, sport: string | null) {
    this.#facts = facts;
    const told = facts.prescription.targets.filter((target) => kindOf(target).live !== null);
    this.#targets = countingOrder(told).map((target) => ({
      target,
      kind: kindOf(target),
      soFar: soFar.get(target.id) ?? NOTHING,
      counts: isOfSports({ sport, ...UNDECIDED }, target),
      index: told.indexOf(target),
      ranges: null,
      said: null,
      dose: null,
    }));
  }

  /**
   * In the order of the prescription. A target without its basis is left out: there is nothing to tell. Of one that is as
   * it was, the same object is answered again: most are, in most seconds.
   */
  left(live: LiveDose): RemainingDose[] {
    const running = new SeenByTarget(this.#facts, live);
    const targets = this.#targets;
    const doses = new Array<RemainingDose | null>(targets.length);
    let earned: string[] | null = null;
    let isWhole = true;
    for (const each of targets) {
      const { target, kind, counts, index } = each;
      const isCredited = earned !== null && isAlsoCounted(target, earned);
      const left = kind.live!(target, running.seenBy(each, isCredited));
      if (left === null) {
        doses[index] = null;
        isWhole = false;
        continue;
      }
      if (left.earned) (earned ??= []).push(target.id);
      doses[index] = this.#doseOf(each, counts ? left : withoutToday(left));
    }
    // Each place was filled, with a dose where it is whole.
    return isWhole ? (doses as RemainingDose[]) : doses.filter((dose) => dose !== null);
  }

  #doseOf(each: LiveTarget, left: LiveLeft): RemainingDose {
    const { unit } = each.kind;
    const { todayMs, count } = left;
    // What is left is rounded up: at "0" nothing is left.
    const todaySeconds = todayMs === null ? null : Math.ceil(todayMs / SECOND_MS);
    const note = this.#say(each, left);
    const { dose } = each;
    if (dose?.note === note && dose.todaySeconds === todaySeconds && countOf(dose) === count) return dose;
    return (each.dose = {
      target: each.target.id,
      todaySeconds,
      weekSessions: unit === 'sessions' ? count : null,
      weekDays: unit === 'days' ? count : null,
      weekMinutes: unit === 'minutes' ? count : null,
      note,
    });
  }

  #say(each: LiveTarget, { sentence, todayMs, count, date }: LiveLeft): Note {
    const facts = this.#facts;
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

function countOf({ weekSessions, weekDays, weekMinutes }: RemainingDose): number | null {
  return weekSessions ?? weekDays ?? weekMinutes;
}

function isAlsoCounted({ alsoCounts }: Target, earned: readonly string[]): boolean {
  return alsoCounts?.some((id) => earned.includes(id)) ?? false;
}

/** What the week still needs, of a run that cannot bring it. */
function withoutToday(left: LiveLeft): LiveLeft {
  if (left.sentence !== 'running') return left;
  return { ...left, todayMs: null, sentence: left.count === 0 ? 'done' : 'counted' };
}
