import { describe, expect, it } from 'vitest';
import { renderNote } from '../../../src/adapters/wire/messages/render.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { recogniseFourByFour } from '../../../src/domain/four-by-four/four-by-four-reducer.ts';
import { dayHistograms } from '../../../src/domain/session/histogram.ts';
import { localDateAt, zoneAt } from '../../../src/domain/calendar/local-time.ts';
import type { SessionEvidence } from '../../../src/domain/session/session.ts';
import { TimelineBuilder } from '../../../src/domain/timeline/timeline-builder.ts';
import type { Timeline } from '../../../src/domain/timeline/timeline.ts';
import { INACTIVE, UNKNOWN } from '../../../src/domain/timeline/timeline.ts';
import type { WeekInput } from '../../../src/domain/week/week-input.ts';
import type { WeekReport } from '../../../src/domain/week/week-report.ts';
import { judgeScenario } from '../../support/oracle/judge-week.ts';
import { randomScenario } from '../../support/oracle/random-scenario.ts';
import type { Recorded, Scenario } from '../../support/oracle/scenario.ts';
import { dateOf, weekOf } from '../../support/week-evidence.ts';

const SCENARIOS = 220;

function timelineOf({ startMs, seconds }: Recorded): Timeline {
  const builder = new TimelineBuilder();
  seconds.forEach((second, index) => {
    const state = second === 'paused' ? INACTIVE : second === 'unknown' ? UNKNOWN : second;
    builder.segment(state, startMs + 1000 * index, startMs + 1000 * (index + 1));
  });
  return builder.build();
}

/** The product's own road from a timeline to a report: histograms by local date, recogniser, evaluation. */
function inputOf(scenario: Scenario): WeekInput {
  const timeZones = scenario.zones.map((zone) => ({ ...zone, validFrom: dateOf(zone.validFrom) }));
  const timelines = new Map(scenario.sessions.map((session) => [session.id, timelineOf(session)]));
  const sessions = scenario.sessions.map((session): SessionEvidence => {
    const { seconds, ...facts } = session;
    const localDate = localDateAt(session.startMs, timeZones);
    return {
      ...facts,
      endMs: session.startMs + 1000 * seconds.length,
      timeZone: zoneAt(timeZones, localDate),
      localDate,
      activeMs: 1000 * seconds.filter((second) => second !== 'paused').length,
      days: dayHistograms(timelines.get(session.id)!, timeZones),
      sources: [],
      sustainedMaxBpm: null,
      invalidCount: 0,
      suspectCount: 0,
    };
  });
  return {
    athlete: { timeZones, flags: [] },
    week: weekOf(scenario.week),
    nowMs: scenario.nowMs,
    maxHeartRates: scenario.maxima.map((value) => ({
      ...value,
      validFrom: dateOf(value.validFrom),
      method: null,
    })),
    prescriptions: scenario.prescriptions.map((dose) => ({
      ...dose,
      validFrom: dateOf(dose.validFrom),
      reason: null,
    })),
    sessions,
    passiveDays: [],
    fourByFour: (id, edges) => recogniseFourByFour(timelines.get(id)!, edges),
    firstEvidenceDate: null,
    firstStrengthDate: scenario.firstStrengthDate === null ? null : dateOf(scenario.firstStrengthDate),
    excusedWeeks: [],
    restingHeartRates: [],
  };
}

interface JudgedWeek {
  readonly scenario: Scenario;
  readonly input: WeekInput;
  readonly report: WeekReport;
}

const judgedWeeks = new Map<number, JudgedWeek>();

function judgedWeek(seed: number): JudgedWeek {
  let judged = judgedWeeks.get(seed);
  if (judged === undefined) {
    const scenario = randomScenario(seed);
    const input = inputOf(scenario);
    judged = { scenario, input, report: evaluateWeek(input) };
    judgedWeeks.set(seed, judged);
  }
  return judged;
}

/** The report in the oracle's words: every number and every status, no sentences. */
function comparable(report: WeekReport): unknown {
  const judged = report.targets.filter((target) => target.status !== null);
  return {
    week: report.week,
    from: report.from,
    to: report.to,
    status: report.status,
    maxHeartRates: report.basis.maxHeartRates.map((value) => value.id),
    prescriptionId: report.basis.prescriptionId,
    activeSeconds: report.activeSeconds,
    coverage: report.coverage,
    cells: Object.fromEntries(
      (report.cells ?? []).filter((cell) => cell.seconds > 0).map((cell) => [cell.id, cell.seconds]),
    ),
    bands: report.bands,
    targets: judged.map((target) => ({
      id: target.id,
      credited: target.credited,
      minimum: target.minimum,
      maximum: target.maximum,
      status: target.status,
      seconds: target.seconds,
      credits: target.credits.map(({ sessionId: id, localDate: date, seconds }) => ({ id, date, seconds })),
      refusals: target.refusals.map(({ sessionId: id, rule }) => ({ id, rule })),
      remainingSessions: target.remaining?.sessions,
      remainingDays: target.remaining?.days,
      todaySeconds: target.remaining?.todaySeconds,
      robustness: target.robustness?.map(({ maxHeartRateDelta: delta, status }) => ({ delta, status })),
    })),
    lightDays: report.targets.find((target) => target.id === 'anti_inflammatory')?.days,
    days: report.days,
    guards: report.guards.map(({ rule, severity, date }) => ({ rule, severity, date })),
  };
}

describe('a week by an independent count, second by second', { timeout: 60_000 }, () => {
  it.each(Array.from({ length: SCENARIOS / 20 }, (_, index) => index * 20))(
    'Z, M, I, T, G: every number and status of the report, scenarios from seed %i',
    (first) => {
      for (let seed = first; seed < first + 20; seed++) {
        const { scenario, report } = judgedWeek(seed);
        expect(comparable(report), `seed ${seed}`).toEqual(judgeScenario(scenario));
      }
    },
  );

  it('the scenarios reach every status of every target, and every guard of heart rate', () => {
    const reached = new Set<string>();
    for (let seed = 0; seed < SCENARIOS; seed++) {
      const { report } = judgedWeek(seed);
      for (const target of report.targets) reached.add(`${target.id} ${String(target.status)}`);
      for (const guard of report.guards) reached.add(`${guard.rule} ${guard.severity}`);
    }
    const targets = ['zone2', 'interval_4x4', 'anti_inflammatory', 'cardio', 'strength'];
    const statuses = ['met', 'on_track', 'behind', 'missed', 'undetermined'];
    for (const target of targets)
      for (const status of statuses) expect(reached).toContain(`${target} ${status}`);
    for (const guard of ['G1 note', 'G2 note', 'G2 caution', 'G2 strong', 'G3 note'])
      expect(reached).toContain(guard);
  });

  it('T12: everything such a report and its plan say can be said in both languages', () => {
    for (let seed = 0; seed < SCENARIOS; seed++) {
      const { report } = judgedWeek(seed);
      const notes = [
        ...report.notes,
        ...report.guards.map((guard) => guard.note),
        ...report.plan.map((planned) => planned.note),
        ...report.targets.flatMap((target) => [
          ...target.notes,
          ...target.refusals.map((refusal) => refusal.note),
          ...target.credits.flatMap((credit) => credit.note ?? []),
          ...(target.remaining === null ? [] : [target.remaining.note]),
        ]),
      ];
      for (const note of notes)
        for (const locale of ['da', 'en'] as const) expect(renderNote(note, locale)).not.toBe('');
    }
  });
});
