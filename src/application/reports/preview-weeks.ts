import { addDays, localDateAt } from '../../domain/calendar/local-time.ts';
import { isoWeekOf, mondayOf, weeksBetween } from '../../domain/calendar/week.ts';
import type { IsoWeek, LocalDate } from '../../domain/units.ts';
import { evaluateWeek } from '../../domain/week/evaluate-week.ts';
import { changedValues, fieldsOf, type ChangedField } from '../../domain/week/preview.ts';
import type { TargetReport, WeekReport } from '../../domain/week/week-report.ts';
import { GUARD_LOOK_BACK_DAYS } from '../../domain/week/week-input.ts';
import { streaksOf } from '../../domain/week/week-streaks.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import { loadWeeksWithStreaks, type WeeksDeps } from './load-streaks.ts';
import {
  type ChangeBasis,
  type LoadedWeeks,
  loadWeeks,
  type WeekInputStores,
  type WeekSpan,
} from './load-week-input.ts';

export interface Preview {
  /** Names this change on top of this history; stale as soon as the history is another. */
  readonly previewId: string;
  /** The weeks in which anything a report shows would change, ascending. */
  readonly weeks: readonly ChangedWeek[];
}

/** What a week comes to. Whole reports of ten years are megabytes to hold, and to collect again and again. */
export interface Verdict extends Pick<WeekReport, 'status'> {
  readonly targets: readonly Pick<TargetReport, 'id' | 'credited' | 'status'>[];
}

export interface ChangedWeek {
  readonly week: IsoWeek;
  readonly before: Verdict;
  readonly after: Verdict;
  /** Everything that a report would show otherwise, not only statuses. */
  readonly changes: readonly ChangedField[];
}

export interface PreviewWeeksDeps extends WeeksDeps {
  readonly stores: WeekInputStores & Pick<Stores, 'athletes'>;
  readonly clock: Clock;
  /** Lets other work of the process run between weeks. */
  readonly breathe: () => Promise<void>;
}

/**
 * Weeks read at a time: each reading costs a round trip, which takes longer than a week of sessions; more would be unpacked
 * at a stretch while others wait.
 */
const WEEKS_PER_READING = 13;
/** Readings on their way at a time, so that judging seldom waits for one. */
const READINGS_AHEAD = 2;

/** How much of a preview is asked for. */
export interface AskedPreview {
  /** Weeks at most, the earliest of those that would change; left out: all. One tells whether a finished week is among them. */
  readonly most?: number;
}

/**
 * What another basis would change, week by week, without changing anything (M3, P5). Nothing before `validFrom` may
 * change; null: the change reaches back to the first evidence.
 */
export async function previewWeeks(
  deps: PreviewWeeksDeps,
  athleteId: string,
  validFrom: LocalDate | null,
  change: ChangeBasis,
  { most = Infinity }: AskedPreview = {},
): Promise<ChangedWeek[]> {
  const nowMs = deps.clock.nowMs();
  const [athlete, firstDates] = await Promise.all([
    deps.stores.athletes.find(athleteId),
    deps.stores.sessions.firstDates(athleteId),
  ]);
  if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
  if (firstDates.any === null) return [];

  const today = localDateAt(nowMs, athlete.timeZones);
  const from = validFrom === null || validFrom < firstDates.any ? firstDates.any : validFrom;
  if (from > today) return [];
  const range = { from: isoWeekOf(from), to: isoWeekOf(today) };
  // Nothing before the first week changes, so both histories begin with the same streaks.
  const first = await loadWeeksWithStreaks(deps, athleteId, { from: range.from, to: range.from }, nowMs);
  await first.kept;
  const streaks = { before: first.streaksBefore, after: first.streaksBefore };
  const weeks: ChangedWeek[] = [];
  const spans = spansOf(weeksBetween(range.from, range.to));
  const load = (index: number): Promise<LoadedWeeks> | null => {
    const span = spans[index];
    const options = { change, breathe: deps.breathe, hasLookBack: index > 0 };
    const loading = span === undefined ? null : loadWeeks(deps.stores, athleteId, span, nowMs, options);
    // It is waited for in its turn; until then a failure is nobody's.
    loading?.catch(() => undefined);
    return loading;
  };
  // While some weeks are judged, the next ones are on their way.
  const coming = Array.from({ length: READINGS_AHEAD }, (_, index) => load(index));
  let previous: WeeksInput | null = null;
  for (const [index, span] of spans.entries()) {
    const { input: own, crossingsChanged, kept } = (await coming.shift())!;
    coming.push(load(index + READINGS_AHEAD));
    const input = previous === null ? own : withLookBack(own, previous, span);
    previous = own;
    const changed = {
      ...input,
      ...change({ ...input, thresholdHeartRates: input.thresholdHeartRates ?? [] }),
      crossings: crossingsChanged!,
    };
    for (const week of weeksBetween(span.from, span.to)) {
      await deps.breathe();
      const before = evaluateWeek({ ...input, week, streaksBefore: streaks.before });
      const after = evaluateWeek({ ...changed, week, streaksBefore: streaks.after });
      streaks.before = streaksOf(before);
      streaks.after = streaksOf(after);
      const changes = changedValues(before, after);
      if (changes.length > 0) {
        weeks.push(withChanges({ week, before: verdictOf(before), after: verdictOf(after) }, changes));
        if (weeks.length >= most) break;
      }
    }
    await kept;
    if (weeks.length >= most) break;
  }
  return weeks;
}

type WeeksInput = LoadedWeeks['input'];

/** What guard rails look back on is evidence of the weeks before, which is not read twice. */
function withLookBack(own: WeeksInput, previous: WeeksInput, span: WeekSpan): WeeksInput {
  const from = addDays(mondayOf(span.from), -GUARD_LOOK_BACK_DAYS);
  const ids = new Set(own.sessions.map(({ id }) => id));
  const earlier = previous.sessions.filter(({ id, localDate }) => localDate >= from && !ids.has(id));
  return {
    ...own,
    sessions: [...earlier, ...own.sessions],
    fourByFour: (id, edges) => own.fourByFour(id, edges) ?? previous.fourByFour(id, edges),
  };
}

function verdictOf({ status, targets }: WeekReport): Verdict {
  return {
    status,
    targets: targets.map((target) => ({ id: target.id, credited: target.credited, status: target.status })),
  };
}

/**
 * Fields are written down until somebody reads them: those of ten years are half a million small values, which the garbage
 * collector would copy, and mark again and again, while everybody waits.
 */
function withChanges(changed: Omit<ChangedWeek, 'changes'>, changes: readonly unknown[]): ChangedWeek {
  const written = JSON.stringify(changes);
  return {
    ...changed,
    get changes() {
      return fieldsOf(JSON.parse(written) as readonly unknown[]);
    },
  };
}

function spansOf(weeks: readonly IsoWeek[]): WeekSpan[] {
  const spans: WeekSpan[] = [];
  for (let from = 0; from < weeks.length; from += WEEKS_PER_READING) {
    const span = weeks.slice(from, from + WEEKS_PER_READING);
    spans.push({ from: span[0]!, to: span.at(-1)! });
  }
  return spans;
}
