import { bandRange, findBand } from '../bands/band.ts';
import { hardDays } from './guards/hard-time.ts';
import { hardMsOfSevenDays } from './guards/hard-week.ts';
import { doseOf, JUDGED_TARGET_IDS } from './judge-week.ts';
import type { JudgedTargetId, WeekJudgement } from './judge-week.ts';
import { addDays } from '../calendar/local-time.ts';
import { note } from '../note-ids.ts';
import { creditsStillPossible } from './status.ts';
import type { LocalDate } from '../units.ts';
import { MINUTE_MS } from '../units.ts';
import type { WeekFacts } from './week-facts.ts';
import { GUARD_LOOK_BACK_DAYS } from './week-input.ts';
import type { PlannedActivity } from './week-report.ts';

/** Hard time a planned 4×4 is expected to bring. */
const PLANNED_HARD_MS = 16 * MINUTE_MS;
/** The plan keeps seven days of hard time at the caution of G2 or below. */
const MOST_HARD_MS = 90 * MINUTE_MS;

/**
 * A plan for the days left of a week, today included, that would meet what is still open and stays inside the guard
 * rails (T9, G1, G2): 4×4 never next to a hard day, the day after it light, strength on the other days. What no longer
 * fits is left out. Empty once the week has finished, and without a max heart rate.
 */
export function planWeek(facts: WeekFacts, judgement: WeekJudgement): PlannedActivity[] {
  if (facts.phase === 'finished' || facts.maxHeartRateOn(facts.sunday) === null) return [];
  const left = facts.dates.filter((date) => date >= facts.today);
  const open = (target: JudgedTargetId): LocalDate[] =>
    left.filter((date) => !judgement.tallies[target].creditedDates.has(date));
  const need = needs(facts, judgement);

  const intervals = intervalDates(facts, open('interval_4x4'), need.interval_4x4);
  const zone2 = zone2Dates(open('zone2'), need.zone2, intervals, hardDates(facts));
  const strength = strengthDates(open('strength'), need.strength, intervals);
  const light = lightDates(open('anti_inflammatory'), need.anti_inflammatory, intervals, zone2);

  return left.flatMap((date) => {
    const planned: PlannedActivity[] = [];
    if (intervals.has(date)) {
      planned.push({
        date,
        activity: 'interval_4x4',
        minutes: null,
        note: note('plan.interval_4x4', { onDate: date }),
      });
    }
    if (zone2.has(date)) planned.push(plannedZone2(facts, date, light.has(date)));
    else if (light.has(date)) planned.push(plannedLight(facts, judgement, date));
    if (strength.has(date)) planned.push(plannedStrength(facts, date));
    return planned;
  });
}

/** Credits that are open and can still be had: a target out of reach gives its days to the others. */
function needs(facts: WeekFacts, judgement: WeekJudgement): Record<JudgedTargetId, number> {
  const need = { zone2: 0, interval_4x4: 0, anti_inflammatory: 0, strength: 0, cardio: 0 };
  for (const target of JUDGED_TARGET_IDS) {
    const tally = judgement.tallies[target];
    const open = Math.max(0, doseOf(facts, target).minimum - tally.credited);
    const possible = creditsStillPossible({
      done: facts.done,
      creditedToday: tally.creditedDates.has(facts.today),
    });
    need[target] = open <= possible ? open : 0;
  }
  return need;
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

/** The middle of the prescribed minutes; where light days are short, in the part that both bands share (Z3). */
function plannedZone2(facts: WeekFacts, date: LocalDate, alsoLight: boolean): PlannedActivity {
  const { prescription } = facts;
  const minutes = Math.round((prescription.zone2.minimumMinutes + prescription.zone2.maximumMinutes) / 2);
  const plain = note('plan.zone2', { onDate: date, minutes });
  const maxHeartRate = facts.maxHeartRateOn(date);
  if (!alsoLight || maxHeartRate === null) return { date, activity: 'zone2', minutes, note: plain };
  const { lowBpm } = bandRange(findBand(prescription.bands, 'zone2'), maxHeartRate);
  const { highBpm } = bandRange(findBand(prescription.bands, 'anti_inflammatory'), maxHeartRate);
  if (lowBpm > highBpm) return { date, activity: 'zone2', minutes, note: plain };
  const { minimumMinutes } = prescription.antiInflammatory;
  const values = { onDate: date, minutes, minimumMinutes, lowBpm, highBpm };
  return { date, activity: 'zone2', minutes, note: note('plan.zone2_light', values) };
}

function plannedLight(facts: WeekFacts, judgement: WeekJudgement, date: LocalDate): PlannedActivity {
  const doneMs = judgement.tallies.anti_inflammatory.doses.find((dose) => dose.date === date)?.inBandMs ?? 0;
  const neededMs = facts.prescription.antiInflammatory.minimumMinutes * MINUTE_MS - doneMs;
  const minutes = Math.ceil(neededMs / MINUTE_MS);
  return { date, activity: 'light', minutes, note: note('plan.light', { onDate: date, minutes }) };
}

/** Strength needs a little more than counts: time to warm up. */
const STRENGTH_MINUTES = 30;

function plannedStrength(facts: WeekFacts, date: LocalDate): PlannedActivity {
  const minutes = Math.max(STRENGTH_MINUTES, facts.prescription.strength.minimumMinutes);
  return { date, activity: 'strength', minutes, note: note('plan.strength', { onDate: date, minutes }) };
}
