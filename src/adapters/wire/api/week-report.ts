import { Type, type Static } from 'typebox';
import { isoWeek, oneOf } from './formats.ts';
import { bandSchema, cellSchema } from './session.ts';
import { count, language, nullable, numbers, ratio, seconds, sentence, strict } from './schema.ts';

const status = oneOf('met', 'on_track', 'behind', 'missed', 'undetermined');
const bandSeconds = strict({ id: Type.String(), seconds });

const targetSchema = strict({
  id: Type.String(),
  /** What a person called it; left out for a target of the article. */
  name: Type.Optional(Type.String()),
  unit: oneOf('sessions', 'days', 'minutes'),
  credited: count,
  minimum: count,
  maximum: count,
  /** Null where nothing is judged (T14). */
  status: nullable(status),
  seconds: nullable(seconds),
  /** `{sessions, text}`, or for days `{days, todaySeconds, text}` (T9). */
  remaining: nullable(
    strict({
      sessions: Type.Optional(count),
      days: Type.Optional(count),
      todaySeconds: Type.Optional(nullable(seconds)),
      minutes: Type.Optional(count),
      text: Type.String(),
    }),
  ),
  credits: Type.Array(
    strict({
      sessionId: Type.String(),
      localDate: Type.String(),
      seconds,
      text: nullable(Type.String()),
    }),
  ),
  refusals: Type.Array(
    strict({ sessionId: Type.String(), localDate: Type.String(), rule: Type.String(), text: Type.String() }),
  ),
  days: nullable(
    Type.Array(strict({ date: Type.String(), seconds, aboveSeconds: seconds, met: Type.Boolean() })),
  ),
  /** At other values of each basis in use (M6, P4): one delta each. */
  robustness: nullable(
    Type.Array(
      strict({
        maxHeartRateDelta: Type.Optional(Type.Integer()),
        restingHeartRateDelta: Type.Optional(Type.Integer()),
        thresholdHeartRateDelta: Type.Optional(Type.Integer()),
        status,
      }),
    ),
  ),
  /** Consecutive weeks met up to and including this one (T11); null where nothing is judged. */
  streakWeeks: nullable(count),
  notes: Type.Array(sentence),
});

export const weekReportSchema = strict({
  week: Type.String(),
  from: Type.String(),
  to: Type.String(),
  timeZone: Type.String(),
  status,
  basis: strict({
    maxHeartRates: Type.Array(
      strict({
        bpm: Type.Integer(),
        source: oneOf('measured', 'entered', 'confirmed', 'formula'),
        validFrom: Type.String(),
      }),
    ),
    /** Only where the prescription uses them (P2). */
    restingHeartRates: Type.Optional(
      Type.Array(
        strict({
          date: Type.String(),
          bpm: Type.Integer(),
          source: oneOf('device', 'monitoring', 'guided', 'entered'),
        }),
      ),
    ),
    thresholdHeartRates: Type.Optional(
      Type.Array(
        strict({ bpm: Type.Integer(), source: oneOf('measured', 'entered'), validFrom: Type.String() }),
      ),
    ),
    prescriptionId: Type.String(),
    ruleVersion: Type.String(),
  }),
  activeSeconds: seconds,
  passiveSeconds: seconds,
  coverage: nullable(ratio),
  cells: nullable(Type.Array(cellSchema)),
  bands: Type.Array(bandSchema),
  targets: Type.Array(targetSchema),
  days: Type.Array(
    strict({ date: Type.String(), sessions: Type.Array(Type.String()), bands: Type.Array(bandSeconds) }),
  ),
  guards: Type.Array(
    strict({
      rule: Type.String(),
      severity: oneOf('note', 'caution', 'strong'),
      date: Type.String(),
      text: Type.String(),
    }),
  ),
  /** How often the prescribed ceiling was crossed (X2); left out where none is prescribed. */
  ceiling: Type.Optional(
    strict({
      crossings: count,
      sessions: Type.Array(strict({ sessionId: Type.String(), crossings: count, peakBpm: Type.Integer() })),
    }),
  ),
  /** Illness or holiday, as the athlete said (T11). */
  excused: Type.Boolean(),
  /** For the days left, today included; empty once the week has finished (T9). */
  plan: Type.Array(
    strict({
      date: Type.String(),
      activity: oneOf('interval_4x4', 'zone2', 'light', 'strength'),
      /** Null for a 4×4: its length is its shape. */
      minutes: nullable(count),
      text: Type.String(),
    }),
  ),
  /** One row per session with a credited interval (I2), of each target of intervals. */
  intervalQuality: Type.Array(
    strict({
      /** Left out for the article's 4×4. */
      target: Type.Optional(Type.String()),
      sessionId: Type.String(),
      localDate: Type.String(),
      credited: count,
      effortSeconds: seconds,
      aboveSeconds: seconds,
      /** Median drop 60 s after the intervals, bpm. */
      recoveryBpm: nullable(Type.Number()),
    }),
  ),
  /** On the last date of the week that has begun (R). */
  restingHeartRate: strict({
    trend: oneOf('falling', 'steady', 'rising', 'too_early', 'too_few'),
    source: nullable(oneOf('device', 'monitoring', 'guided', 'entered')),
    medianBpm: nullable(Type.Number()),
    earlierMedianBpm: nullable(Type.Number()),
    text: Type.String(),
  }),
  notes: Type.Array(sentence),
});

export type WeekReportJson = Static<typeof weekReportSchema>;
export type TargetJson = Static<typeof targetSchema>;

export const weeksQuery = strict({
  from: isoWeek(),
  to: isoWeek(),
  locale: Type.Optional(language),
});

/** Every credit and refusal of one target with its rule and its numbers (T12). */
export const explanationSchema = strict({
  week: Type.String(),
  target: targetSchema.properties.id,
  unit: targetSchema.properties.unit,
  rule: Type.String(),
  credited: count,
  minimum: count,
  maximum: count,
  status: nullable(status),
  /** The rules that were applied, with the athlete's own numbers. */
  rules: Type.Array(strict({ rule: Type.String(), text: Type.String(), numbers })),
  /** The verdict at other max heart rates, and whether it holds (M6). */
  robustness: targetSchema.properties.robustness,
  robustnessText: nullable(Type.String()),
  basis: weekReportSchema.properties.basis,
  credits: Type.Array(
    strict({
      sessionId: Type.String(),
      localDate: Type.String(),
      rule: Type.String(),
      seconds,
      text: nullable(Type.String()),
      numbers,
    }),
  ),
  refusals: Type.Array(
    strict({
      sessionId: Type.String(),
      localDate: Type.String(),
      rule: Type.String(),
      text: Type.String(),
      numbers,
    }),
  ),
  days: targetSchema.properties.days,
  notes: Type.Array(strict({ id: Type.String(), text: Type.String(), numbers })),
});

export const explainQuery = strict({
  target: targetSchema.properties.id,
  locale: Type.Optional(language),
});
