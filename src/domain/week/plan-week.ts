import { hardDays } from './guards/hard-time.ts';
import { hardMsOfSevenDays } from './guards/hard-week.ts';
import type { JudgedTarget, WeekJudgement } from './judge-week.ts';
import { addDays } from '../calendar/local-time.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import { isArticleTarget } from '../prescription/article.ts';
import type { DaysDose, SessionsDose } from '../prescription/prescription.ts';
import { daysInBand } from '../targets/days-in-band.ts';
import { intervals as intervalsKind } from '../targets/intervals.ts';
import { targetRanges } from '../targets/ranges.ts';
import { sessionsInBand } from '../targets/sessions-in-band.ts';
import { sessionsOfSport } from '../targets/sessions-of-sport.ts';
import type { LocalDate } from '../units.ts';
import { MINUTE_MS, SECOND_MS } from '../units.ts';
import type { WeekFacts } from './week-facts.ts';
import { GUARD_LOOK_BACK_DAYS } from './week-input.ts';
import type { PlannedActivity } from './week-report.ts';
import { nameValues } from '../words.ts';

/** Hard time a planned 4×4 is expected to bring. */
const PLANNED_HARD_MS = 16 * MINUTE_MS;
/** The plan keeps seven days of hard time at the caution of G2 or below. */
const MOST_HARD_MS = 90 * MINUTE_MS;

/** What a plan is made for: the first target of each kind that a day can be given to. */
interface Open {
  readonly intervals: JudgedTarget | null;
  readonly steady: JudgedTarget | null;
  readonly light: JudgedTarget | null;
  readonly strength: JudgedTarget | null;
}

/**
 * A plan for the days left of a week, today included, that would meet what is still open and stays inside the guard
 * rails (T9, G1, G2): intervals never next to a hard day, the day after it light, strength on the other days. What no longer
 * fits is left out. Empty once the week has finished, and without a max heart rate.
 */
export function planWeek(judgement: WeekJudgement): PlannedActivity[] {
  const { facts, targets } = judgement;
  if (facts.phase === 'finished' || facts.maxHeartRateOn(facts.sunday) === null) return [];
  const left = facts.dates.filter((date) => date >= facts.today);
  const first = (kind: unknown): JudgedTarget | null => targets.find((each) => each.kind === kind) ?? null;
  const of: Open = {
    intervals: first(intervalsKind),
    steady: first(sessionsInBand),
    light: first(daysInBand),
    strength: first(sessionsOfSport),
  };
  const open = (judged: JudgedTarget | null): LocalDate[] =>
    judged === null ? [] : left.filter((date) => !judged.tally.creditedDates.has(date));

  const intervals = intervalDates(facts, open(of.intervals), needOf(facts, of.intervals));
  const steady = zone2Dates(open(of.steady), needOf(facts, of.steady), intervals, hardDates(facts));
  const strength = strengthDates(open(of.strength), needOf(facts, of.strength), intervals);
  const light = lightDates(open(of.light), needOf(facts, of.light), intervals, steady);

  return left.flatMap((date) => {
    const planned: PlannedActivity[] = [];
    if (of.intervals !== null && intervals.has(date))
      planned.push(plannedIntervals(facts, of.intervals, date));
    if (of.steady !== null && steady.has(date)) {
      planned.push(plannedSteady(facts, of.steady, light.has(date) ? of.light : null, date));
    } else if (of.light !== null && light.has(date)) planned.push(plannedLight(facts, of.light, date));
    if (of.strength !== null && strength.has(date)) planned.push(plannedStrength(facts, of.strength, date));
    return planned;
  });
}

/** Credits that are open and can still be had: a target out of reach gives its days to the others. */
function needOf(facts: WeekFacts, judged: JudgedTarget | null): number {
  if (judged === null) return 0;
  const { target, kind, tally } = judged;
  const open = Math.max(0, target.dose.minimum - tally.credited);
  return open <= kind.possible(facts, tally) ? open : 0;
}

/** The article's own sentence, else one that names the target. */
function planned(
  facts: WeekFacts,
  { target }: JudgedTarget,
  at: Pick<PlannedActivity, 'date' | 'activity' | 'minutes'>,
  own: Note,
): PlannedActivity {
  if (isArticleTarget(target, facts.prescription)) return { ...at, note: own };
  const values = { onDate: at.date, minutes: at.minutes ?? 0, ...nameValues([target.name]) };
  return { ...at, note: note('plan.target', values) };
}

function hardDates(facts: WeekFacts): Set<LocalDate> {
  return new Set(
    hardDays(facts)
      .filter((day) => day.isHard)
      .map((day) => day.date),
  );
}

/** The earliest dates that keep a day between hard days (G1) and the week's hard time within G2. */
function intervalDates(facts: WeekFacts, open: readonly LocalDate[], need: number): Set<LocalDate> {
  const days = hardDays(facts);
  const hard = hardDates(facts);
  const chosen = new Set<LocalDate>();
  for (const date of open) {
    if (chosen.size >= need) break;
    if ([addDays(date, -1), date, addDays(date, 1)].some((near) => hard.has(near))) continue;
    const doneMs = hardMsOfSevenDays(days, GUARD_LOOK_BACK_DAYS + facts.dates.indexOf(date));
    if (doneMs + (chosen.size + 1) * PLANNED_HARD_MS > MOST_HARD_MS) continue;
    chosen.add(date);
    hard.add(date);
  }
  return chosen;
}

/** Days without a 4×4, those after a hard day last, so that they can stay light. */
function zone2Dates(
  open: readonly LocalDate[],
  need: number,
  intervals: ReadonlySet<LocalDate>,
  hard: ReadonlySet<LocalDate>,
): Set<LocalDate> {
  const cost = (date: LocalDate): number => {
    const dayBefore = addDays(date, -1);
    return intervals.has(dayBefore) || hard.has(dayBefore) ? 1 : 0;
  };
  const free = open.filter((date) => !intervals.has(date));
  return new Set(free.toSorted((a, b) => cost(a) - cost(b) || (a < b ? -1 : 1)).slice(0, need));
}

/** Every day without a session; where those are too few, Zone 2 days too, and days of a 4×4 last of all. */
function lightDates(
  open: readonly LocalDate[],
  need: number,
  intervals: ReadonlySet<LocalDate>,
  zone2: ReadonlySet<LocalDate>,
): Set<LocalDate> {
  const chosen = new Set(open.filter((date) => !intervals.has(date) && !zone2.has(date)));
  for (const date of [
    ...open.filter((each) => zone2.has(each)),
    ...open.filter((each) => intervals.has(each)),
  ]) {
    if (chosen.size < need) chosen.add(date);
  }
  return chosen;
}

function strengthDates(
  open: readonly LocalDate[],
  need: number,
  intervals: ReadonlySet<LocalDate>,
): Set<LocalDate> {
  const chosen = new Set<LocalDate>();
  const suits = (date: LocalDate): boolean => !intervals.has(date) && !chosen.has(addDays(date, -1));
  for (const candidates of [open.filter((date) => !intervals.has(date)), open]) {
    for (const date of candidates) {
      if (chosen.size < need && (candidates === open || suits(date))) chosen.add(date);
    }
  }
  return chosen;
}

function plannedIntervals(facts: WeekFacts, judged: JudgedTarget, date: LocalDate): PlannedActivity {
  const own = note('plan.interval_4x4', { onDate: date });
  const plain = planned(facts, judged, { date, activity: 'interval_4x4', minutes: null }, own);
  const { target } = judged;
  if (isArticleTarget(target, facts.prescription) || target.dose.unit !== 'intervals') return plain;
  const { reps, work, recovery } = target.dose.structure;
  return {
    ...plain,
    intervals: {
      band: typeof target.band === 'string' ? target.band.replace(/^at_or_above:/, '') : null,
      reps,
      // The middle of what counts: the length is not prescribed more closely.
      workMs: (SECOND_MS * (work.least + work.most)) / 2,
      recoveryMs: (SECOND_MS * (recovery.least + recovery.most)) / 2,
    },
  };
}

/** The middle of the prescribed minutes; where light days are short, in the part that both bands share (Z3). */
function plannedSteady(
  facts: WeekFacts,
  judged: JudgedTarget,
  light: JudgedTarget | null,
  date: LocalDate,
): PlannedActivity {
  const { prescription } = facts;
  const { seconds } = judged.target.dose as SessionsDose;
  const middleSeconds = (seconds.least + (seconds.most ?? seconds.least)) / 2;
  const minutes = Math.round((middleSeconds * SECOND_MS) / MINUTE_MS);
  const at = { date, activity: 'zone2', minutes } as const;
  const plain = note('plan.zone2', { onDate: date, minutes });
  const basis = facts.basisOn(date);
  const own = targetRanges(prescription, judged.target, basis);
  const shared = light === null ? null : targetRanges(prescription, light.target, basis);
  if (light === null || own === null || shared === null) return planned(facts, judged, at, plain);
  const { lowBpm } = own.within;
  const { highBpm } = shared.within;
  if (lowBpm > highBpm) return planned(facts, judged, at, plain);
  const minimumMinutes = ((light.target.dose as DaysDose).seconds.least * SECOND_MS) / MINUTE_MS;
  const values = { onDate: date, minutes, minimumMinutes, lowBpm, highBpm };
  return planned(facts, judged, at, note('plan.zone2_light', values));
}

function plannedLight(facts: WeekFacts, judged: JudgedTarget, date: LocalDate): PlannedActivity {
  const doneMs = judged.tally.doses.find((dose) => dose.date === date)?.inBandMs ?? 0;
  const neededMs = (judged.target.dose as DaysDose).seconds.least * SECOND_MS - doneMs;
  const minutes = Math.ceil(neededMs / MINUTE_MS);
  const own = note('plan.light', { onDate: date, minutes });
  return planned(facts, judged, { date, activity: 'light', minutes }, own);
}

/** Strength needs a little more than counts: time to warm up. */
const STRENGTH_MINUTES = 30;

function plannedStrength(facts: WeekFacts, judged: JudgedTarget, date: LocalDate): PlannedActivity {
  const { least } = (judged.target.dose as SessionsDose).seconds;
  const minutes = Math.max(STRENGTH_MINUTES, (least * SECOND_MS) / MINUTE_MS);
  const own = note('plan.strength', { onDate: date, minutes });
  return planned(facts, judged, { date, activity: 'strength', minutes }, own);
}
