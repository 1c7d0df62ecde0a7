import { weekGuards } from './guards/week-guards.ts';
import { intervalQuality } from './interval-quality.ts';
import { JUDGED_TARGET_IDS, judgeWeek } from './judge-week.ts';
import { zoneAt } from '../calendar/local-time.ts';
import type { MaxHeartRate } from '../max-heart-rate/max-heart-rate.ts';
import { planWeek } from './plan-week.ts';
import { restingTrend } from '../monitoring/resting.ts';
import { robustnessOf } from './robustness.ts';
import { RULE_VERSION } from '../rule-version.ts';
import { worstOf } from './status.ts';
import { NO_STREAKS } from './streak.ts';
import { dailyMovementReport, targetReport } from './target-report.ts';
import { weekFacts } from './week-facts.ts';
import type { WeekDay } from './week-facts.ts';
import type { WeekInput } from './week-input.ts';
import { weekNotes } from './week-notes.ts';
import type { WeekReport } from './week-report.ts';
import { advanceStreaks } from './week-streaks.ts';
import { weekTime } from './week-time.ts';

export type { WeekInput } from './week-input.ts';

/**
 * The verdict on one week of one athlete (T1–T15, M5, M6, G): a pure function of the evidence, the dated facts and the
 * instant of asking, so a late upload simply gives another report (T10).
 */
export function evaluateWeek(input: WeekInput): WeekReport {
  const facts = weekFacts(input);
  const judgement = judgeWeek(facts, 0);
  const robustness = robustnessOf(facts);
  const time = weekTime(facts);
  const streaks = advanceStreaks(facts, judgement, input.streaksBefore ?? NO_STREAKS);
  const totalMs = time.knownMs + time.unknownMs;
  const { zone2, interval_4x4, anti_inflammatory } = judgement.statuses;
  return {
    week: input.week,
    from: facts.monday,
    to: facts.sunday,
    timeZone: zoneAt(input.athlete.timeZones, facts.monday),
    status: worstOf([zone2, interval_4x4, anti_inflammatory]),
    basis: {
      maxHeartRates: valuesInForce(facts.days),
      prescriptionId: facts.prescription.id,
      ruleVersion: RULE_VERSION,
    },
    activeSeconds: time.activeSeconds,
    passiveSeconds: time.passiveSeconds,
    coverage: totalMs === 0 ? null : time.knownMs / totalMs,
    cells: time.cells,
    bands: time.bands,
    targets: [
      ...JUDGED_TARGET_IDS.map((target) =>
        targetReport(facts, judgement, time.bands, target, {
          robustness: robustness === null ? null : robustness(target),
          streakWeeks: streaks[target],
        }),
      ),
      dailyMovementReport(facts),
    ],
    days: time.days,
    guards: weekGuards(facts, judgement.sessions),
    excused: input.excusedWeeks.includes(input.week),
    plan: planWeek(facts, judgement),
    intervalQuality: judgement.sessions.flatMap(({ evidence, fourByFour }) =>
      fourByFour === null ? [] : (intervalQuality(evidence, fourByFour) ?? []),
    ),
    restingHeartRate: restingTrend(
      input.restingHeartRates,
      facts.today < facts.sunday ? facts.today : facts.sunday,
    ),
    notes: weekNotes(facts, time),
  };
}

/** The max heart rates in force on the dates of the week, each once, in order (M5). */
function valuesInForce(days: readonly WeekDay[]): MaxHeartRate[] {
  const values = days.flatMap((day) => (day.chosen === null ? [] : [day.chosen.value]));
  return values.filter((value, index) => values.indexOf(value) === index);
}
