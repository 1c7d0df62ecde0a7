import { weekGuards } from './guards/week-guards.ts';
import { chooseResting, chooseThreshold } from '../basis/choose-basis.ts';
import { basesOf } from '../bands/heart-basis.ts';
import { intervalQualities } from './interval-quality.ts';
import { judgeWeek } from './judge-week.ts';
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
import type { WeekDay } from '../targets/target-week.ts';
import type { WeekFacts } from './week-facts.ts';
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
  const judgement = judgeWeek(facts);
  const robustness = robustnessOf(facts);
  const time = weekTime(facts);
  const streaks = advanceStreaks(facts, judgement, input.streaksBefore ?? NO_STREAKS);
  const totalMs = time.knownMs + time.unknownMs;
  const deciding = judgement.targets.filter(({ target }) => target.judged);
  return {
    week: input.week,
    from: facts.monday,
    to: facts.sunday,
    timeZone: zoneAt(input.athlete.timeZones, facts.monday),
    status: worstOf(deciding.map(({ status }) => status)),
    basis: {
      maxHeartRates: valuesInForce(facts.days),
      ...otherBases(facts),
      prescriptionId: facts.prescription.id,
      ruleVersion: RULE_VERSION,
    },
    activeSeconds: time.activeSeconds,
    passiveSeconds: time.passiveSeconds,
    coverage: totalMs === 0 ? null : time.knownMs / totalMs,
    cells: time.cells,
    bands: time.bands,
    targets: [
      ...judgement.targets.map((judged, index) =>
        targetReport(judgement, judged, {
          robustness: robustness === null ? null : robustness[index]!,
          streakWeeks: streaks[judged.target.id] ?? 0,
        }),
      ),
      dailyMovementReport(facts),
    ],
    days: time.days,
    guards: weekGuards(facts, judgement.sessions),
    ...ceilingOf(facts),
    excused: input.excusedWeeks.includes(input.week),
    plan: planWeek(judgement),
    intervalQuality: intervalQualities(judgement.sessions, facts.prescription),
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

/** The resting and threshold heart rates that the prescription rests on, each once, in order (M5); nothing where it uses neither. */
function otherBases({
  prescription,
  dates,
  input,
}: WeekFacts): Pick<WeekReport['basis'], 'restingHeartRates' | 'thresholdHeartRates'> {
  const used = basesOf(prescription);
  const once = <T>(values: readonly (T | null)[], key: (value: T) => string): T[] => [
    ...new Map(values.flatMap((value) => (value === null ? [] : [[key(value), value] as const]))).values(),
  ];
  return {
    ...(used.includes('resting') && {
      restingHeartRates: once(
        dates.map((date) => chooseResting(input.restingHeartRates, date)),
        ({ date }) => date,
      ),
    }),
    ...(used.includes('threshold') && {
      thresholdHeartRates: once(
        dates.map((date) => chooseThreshold(input.thresholdHeartRates ?? [], date)),
        ({ id }) => id,
      ),
    }),
  };
}

/** The crossings of the sessions that start in the week (X2); nothing where no ceiling is prescribed. */
function ceilingOf({ prescription, sessions, input }: WeekFacts): Pick<WeekReport, 'ceiling'> {
  if (prescription.ceiling === null) return {};
  const crossed = sessions.flatMap(({ id }) => {
    const crossings = input.crossings?.(id) ?? [];
    const peakBpm = Math.max(0, ...crossings.map((each) => each.peakBpm));
    return crossings.length === 0 ? [] : [{ sessionId: id, crossings: crossings.length, peakBpm }];
  });
  return {
    ceiling: { crossings: crossed.reduce((sum, each) => sum + each.crossings, 0), sessions: crossed },
  };
}
