import { DEFAULT_PRESCRIPTION } from '../../domain/prescription/default-prescription.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { addDays, localDateAt } from '../../domain/calendar/local-time.ts';
import { NO_STREAKS, type Streaks } from '../../domain/week/streak.ts';
import type { IsoWeek } from '../../domain/units.ts';
import { streaksAfterWeek } from '../../domain/week/week-streaks.ts';
import { isoWeekOf, mondayOf, previousWeek, weeksBetween } from '../../domain/calendar/week.ts';
import type { WeekInput } from '../../domain/week/week-input.ts';
import type { EvidenceMemory } from './evidence-memory.ts';
import { type LoadedWeeks, loadWeeks, type WeekInputStores, type WeekSpan } from './load-week-input.ts';
import type { PastMark } from '../ports/week-evidence-store.ts';
import type { RememberedStreaks, StreakMemory } from './streak-memory.ts';

/** Weeks looked back at first: most streaks are shorter. Each further look is four times as long. */
const FIRST_LOOK_WEEKS = 8;
const LOOK_GROWTH = 4;
/** A streak is counted over at most ten years. */
const LONGEST_LOOK_WEEKS = 530;

export interface WeeksDeps {
  readonly stores: WeekInputStores;
  readonly streakMemory: StreakMemory;
  readonly evidenceMemory: EvidenceMemory;
}

export interface LoadedWithStreaks {
  readonly input: Omit<WeekInput, 'week'>;
  /** Per target, up to and including the week before the span (T11). */
  readonly streaksBefore: Streaks;
  /** As of the weeks alone. */
  readonly kept: LoadedWeeks['kept'];
}

/**
 * The input of the weeks from…to with the streaks that lead up to them. Remembered streaks are used only when the
 * snapshot that the weeks were read in says that nothing they rest on has changed.
 */
export async function loadWeeksWithStreaks(
  deps: WeeksDeps,
  athleteId: string,
  weeks: WeekSpan,
  nowMs: number,
): Promise<LoadedWithStreaks> {
  const { streakMemory, evidenceMemory: memory } = deps;
  const last = previousWeek(weeks.from);
  const remembered = streakMemory.get(athleteId, weeks.from);
  const past = remembered === null ? null : { from: remembered.from, to: last, seen: remembered.mark };
  const { input, pastMark, kept } = await loadWeeks(deps.stores, athleteId, weeks, nowMs, { past, memory });
  if (remembered !== null && pastMark !== null && isSamePast(remembered.mark, pastMark)) {
    // Evidence of other dates has changed: from now on the newer revision is the one to compare.
    if (remembered.mark.revision !== pastMark.revision) {
      streakMemory.set(athleteId, weeks.from, { ...remembered, mark: pastMark });
    }
    return { input, streaksBefore: remembered.streaks, kept };
  }
  const { firstEvidenceDate } = input;
  if (firstEvidenceDate === null || firstEvidenceDate >= mondayOf(weeks.from)) {
    return { input, streaksBefore: NO_STREAKS, kept };
  }
  const thisWeek = isoWeekOf(localDateAt(nowMs, input.athlete.timeZones));
  const firstWeek = isoWeekOf(firstEvidenceDate);
  // Weeks to come change no streak.
  const walked = await walkBack(deps.stores, athleteId, last < thisWeek ? last : thisWeek, firstWeek, nowMs);
  if (last < thisWeek) streakMemory.set(athleteId, weeks.from, walked);
  return { input, streaksBefore: walked.streaks, kept };
}

function isSamePast(a: PastMark, b: PastMark): boolean {
  return a.evidence === b.evidence && a.settings === b.settings;
}

/** Stands for the weeks before a look: a streak that still holds them at the end may be longer than was seen. */
const UNSEEN = 1_000_000;
/** Every target that some prescription of the athlete's has. */
function unbroken(prescriptions: readonly Prescription[]): Streaks {
  const targets = [DEFAULT_PRESCRIPTION, ...prescriptions].flatMap((each) => each.targets);
  return Object.fromEntries(targets.map(({ id }) => [id, UNSEEN]));
}

function withoutUnseen(streaks: Streaks): Streaks {
  return Object.fromEntries(Object.entries(streaks).map(([id, weeks]) => [id, weeks % UNSEEN]));
}

/** The streaks after some weeks from those after the weeks before them, whose end is in sight or not. */
function joined(before: Streaks, after: Streaks): Streaks {
  return Object.fromEntries(
    Object.entries(after).map(([id, weeks]) => [
      id,
      weeks < UNSEEN ? weeks : (before[id] ?? 0) + weeks - UNSEEN,
    ]),
  );
}

/**
 * Looks further and further back until every streak has an end in sight, at each week once: what was seen stands as long as
 * the evidence is of the same revision, else all of it is looked at again in one snapshot.
 */
async function walkBack(
  stores: WeekInputStores,
  athleteId: string,
  last: IsoWeek,
  firstWeek: IsoWeek,
  nowMs: number,
): Promise<RememberedStreaks> {
  const look = async (from: IsoWeek, to: IsoWeek): Promise<RememberedStreaks> => {
    const past = { from, to: last, seen: null };
    const { input, pastMark, kept } = await loadWeeks(stores, athleteId, { from, to }, nowMs, { past });
    let streaks = unbroken(input.prescriptions);
    for (const week of weeksBetween(from, to)) streaks = streaksAfterWeek({ ...input, week }, streaks);
    await kept;
    return { from, mark: pastMark!, streaks };
  };
  let seen: RememberedStreaks | null = null;
  for (let count = FIRST_LOOK_WEEKS; ; count *= LOOK_GROWTH) {
    const weeksBack = Math.min(count, LONGEST_LOOK_WEEKS);
    const reached = isoWeekOf(addDays(mondayOf(last), -7 * (weeksBack - 1)));
    const from = reached < firstWeek ? firstWeek : reached;
    const earlier: RememberedStreaks = await look(from, seen === null ? last : previousWeek(seen.from));
    if (seen === null) seen = earlier;
    else if (seen.mark.revision === earlier.mark.revision) {
      seen = { ...earlier, streaks: joined(earlier.streaks, seen.streaks) };
    } else seen = await look(from, last);
    const decided = Object.values(seen.streaks).every((weeksMet: number) => weeksMet < UNSEEN);
    if (decided || from === firstWeek || weeksBack === LONGEST_LOOK_WEEKS) {
      return { ...seen, streaks: withoutUnseen(seen.streaks) };
    }
  }
}
