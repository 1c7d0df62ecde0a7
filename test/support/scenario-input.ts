import { recogniseFourByFour } from '../../src/domain/four-by-four/four-by-four-reducer.ts';
import { dayHistograms } from '../../src/domain/session/histogram.ts';
import { localDateAt, zoneAt } from '../../src/domain/calendar/local-time.ts';
import { fromArticleNumbers } from '../../src/domain/prescription/article.ts';
import { runningMs } from '../../src/domain/session/running-ms.ts';
import type { PassiveDay, SessionEvidence } from '../../src/domain/session/session.ts';
import { TimelineBuilder } from '../../src/domain/timeline/timeline-builder.ts';
import type { Timeline } from '../../src/domain/timeline/timeline.ts';
import { INACTIVE, UNKNOWN } from '../../src/domain/timeline/timeline.ts';
import type { WeekInput } from '../../src/domain/week/week-input.ts';
import type { AllDay, Recorded, Scenario } from './oracle/scenario.ts';
import { dateOf, weekOf } from './week-evidence.ts';

/** One state a second. */
export function timelineOfSeconds(seconds: Recorded['seconds'], startMs = 0): Timeline {
  const builder = new TimelineBuilder();
  seconds.forEach((second, index) => {
    const state = second === 'paused' ? INACTIVE : second === 'unknown' ? UNKNOWN : second;
    builder.segment(state, startMs + 1000 * index, startMs + 1000 * (index + 1));
  });
  return builder.build();
}

/** A scenario on the product's own road: histograms by local date, recogniser, dated facts. */
export function weekInputOf(scenario: Scenario): WeekInput {
  const timeZones = scenario.zones.map((zone) => ({ ...zone, validFrom: dateOf(zone.validFrom) }));
  const timelines = new Map(
    scenario.sessions.map((session) => [session.id, timelineOfSeconds(session.seconds, session.startMs)]),
  );
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
    prescriptions: scenario.prescriptions.map(({ id, validFrom, ...numbers }) => ({
      id,
      validFrom: dateOf(validFrom),
      author: { userId: 'runner' },
      reason: null,
      ...fromArticleNumbers(numbers),
    })),
    sessions,
    passiveDays: scenario.allDay.map(passiveDayOf),
    fourByFour: (id, edges) => recogniseFourByFour(timelines.get(id)!, edges),
    firstEvidenceDate: scenario.firstEvidenceDate === null ? null : dateOf(scenario.firstEvidenceDate),
    firstStrengthDate: scenario.firstStrengthDate === null ? null : dateOf(scenario.firstStrengthDate),
    excusedWeeks: scenario.excused ? [weekOf(scenario.week)] : [],
    restingHeartRates: scenario.resting.map((each) => ({ ...each, date: dateOf(each.date) })),
    streaksBefore: scenario.streaksBefore,
  };
}

function passiveDayOf({ date, startMs, seconds }: AllDay): PassiveDay {
  const msPerBpm = new Float64Array(256);
  const movingMsPerBpm = new Float64Array(256);
  const moving: { bpm: number; fromMs: number; toMs: number }[] = [];
  seconds.forEach((second, index) => {
    msPerBpm[second.bpm]! += 1000;
    if (!second.moving) return;
    movingMsPerBpm[second.bpm]! += 1000;
    moving.push({ bpm: second.bpm, fromMs: startMs + 1000 * index, toMs: startMs + 1000 * (index + 1) });
  });
  return {
    date: dateOf(date),
    msUpTo: runningMs(msPerBpm),
    unknownMs: 0,
    movingMsUpTo: runningMs(movingMsPerBpm),
    movingSegments: {
      count: moving.length,
      fromMs: Float64Array.from(moving, ({ fromMs }) => fromMs),
      toMs: Float64Array.from(moving, ({ toMs }) => toMs),
      bpm: Uint8Array.from(moving, ({ bpm }) => bpm),
    },
  };
}
