import type { JudgedTarget, WeekJudgement } from './judge-week.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import { bandMs, edgesOfTarget } from '../bands/band.ts';
import { isArticleTarget } from '../prescription/article.ts';
import type { Target } from '../prescription/prescription.ts';
import { movementDates } from '../targets/daily-movement.ts';
import { passiveInBandMs } from '../targets/passive-time.ts';
import { scopeNotes } from '../targets/scope-notes.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import type { LocalDate } from '../units.ts';
import { HIGHEST_BPM, LOWEST_BPM } from '../units.ts';
import { remainingOf } from './remaining.ts';
import type { WeekFacts } from './week-facts.ts';
import { isSilent } from './week-facts.ts';
import type { TargetReport } from './week-report.ts';

/** Shown beside the targets of every prescription (T14). */
export const DAILY_MOVEMENT = 'daily_movement';

/** One target of the week, with what counted, what did not and why, and what is left (T9, T12). */
export function targetReport(
  judgement: WeekJudgement,
  judged: JudgedTarget,
  beside: Pick<TargetReport, 'robustness' | 'streakWeeks'>,
): TargetReport {
  const { target, kind, tally, status } = judged;
  const { facts } = judgement;
  const { minimum, maximum } = target.dose;
  return {
    id: target.id,
    ...(!isArticleTarget(target, facts.prescription) && { name: target.name }),
    unit: kind.unit,
    credited: tally.credited,
    minimum,
    maximum: maximum ?? minimum,
    status,
    seconds: kind.seconds(judgement, target, tally),
    bandSeconds: bandSecondsOf(facts, target),
    remaining: remainingOf(judgement, judged),
    credits: tally.credits,
    refusals: tally.refusals,
    days: kind.unit === 'days' ? reportDays(judged, facts.dates) : null,
    ...beside,
    notes: targetNotes(facts, judged),
  };
}

/** Each date under its own basis (M1), as the time of a band. */
function bandSecondsOf({ days, prescription }: WeekFacts, target: Target): number | null {
  const edges = edgesOfTarget(prescription, target);
  if (edges === null) return null;
  let ms = 0;
  for (const { basis, parts } of days) {
    for (const { part } of parts) ms += bandMs(part.msUpTo, edges, basis);
  }
  return wholeSeconds(ms);
}

/** Daily movement is shown, never judged (T14). */
export function dailyMovementReport(facts: WeekFacts): TargetReport {
  const anyBpm = { lowBpm: LOWEST_BPM, highBpm: HIGHEST_BPM };
  const passive = new Set(
    facts.days.filter((day) => passiveInBandMs(day.passive, anyBpm) > 0).map((day) => day.date),
  );
  return {
    id: DAILY_MOVEMENT,
    unit: 'days',
    credited: movementDates(facts.days, passive).length,
    minimum: 7,
    maximum: 7,
    status: null,
    seconds: null,
    bandSeconds: null,
    remaining: null,
    credits: [],
    refusals: [],
    days: null,
    robustness: null,
    streakWeeks: null,
    notes: [],
  };
}

/** The days of the report, all seven: a day without a basis shows no seconds. */
function reportDays({ tally }: JudgedTarget, dates: readonly LocalDate[]): NonNullable<TargetReport['days']> {
  const byDate = new Map(tally.doses.map((dose) => [dose.date, dose]));
  return dates.map((date) => {
    const dose = byDate.get(date);
    return {
      date,
      seconds: wholeSeconds(dose?.inBandMs ?? 0),
      aboveSeconds: wholeSeconds(dose?.aboveMs ?? 0),
      met: dose?.met ?? false,
    };
  });
}

function targetNotes(facts: WeekFacts, { target, kind, tally, status }: JudgedTarget): Note[] {
  const { minimum, maximum } = target.dose;
  const lacks = kind.lacks(facts, target);
  // Without its basis nothing else can be said; without evidence of a sport, the rest still stands (T6).
  if (lacks !== null && target.band !== null) return [lacks];
  const notes: Note[] = lacks === null ? [] : [lacks];
  if (lacks === null && facts.phase === 'finished' && isSilent(facts)) notes.push(note('week.silent'));
  else if (lacks === null) {
    const possible = kind.possible(facts, tally);
    const id =
      kind.unit === 'minutes' ? (`status_minutes.${status}` as const) : (`status.${status}` as const);
    notes.push(note(id, { credited: tally.credited, minimum, possible }));
  }
  // Where no upper end is prescribed there is none to be above: cardio is what Zone 2 and 4×4 bring anyway.
  if (maximum !== null && maximum > minimum && tally.credited > maximum)
    notes.push(note('target.above_maximum', { credited: tally.credited, maximum }));
  if (tally.couldHaveCounted.size > 0) {
    notes.push(note('target.could_have_counted', { count: tally.couldHaveCounted.size }));
  }
  notes.push(...scopeNotes(target, facts.prescription));
  return notes;
}
