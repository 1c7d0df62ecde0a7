import { Type, type Static } from 'typebox';
import { instant, localDate, oneOf, text } from './formats.ts';
import { count, language, nullable, numbers, pageQuery, ratio, seconds, sentence, strict } from './schema.ts';

export const cellSchema = strict({ id: Type.String(), seconds });

export const bandSchema = strict({
  id: Type.String(),
  /** What a person called it; left out for a band of the article. */
  name: Type.Optional(Type.String()),
  seconds,
  lowBpm: nullable(Type.Integer()),
  highBpm: nullable(Type.Integer()),
});

const source = strict({
  recordingId: Type.String(),
  kind: oneOf('live', 'file', 'monitoring'),
  startedAt: Type.String(),
  endedAt: Type.String(),
  usedSeconds: seconds,
  deviceName: nullable(Type.String()),
  /** How far the device's clock was ahead of UTC; in an answer of one session, where the device says it (T2). */
  utcOffsetMinutes: Type.Optional(Type.Integer()),
});

const bout = strict({
  start: Type.String(),
  lengthSeconds: seconds,
  effortSeconds: seconds,
  aboveSeconds: seconds,
  kind: oneOf('credited', 'short', 'easy', 'long'),
  recoveryBpm: nullable(Type.Integer()),
});

const graded = {
  credited: count,
  of: Type.Integer(),
  aboveSeconds: seconds,
  /** At 85 % and above inside credited intervals (I2). */
  effortSeconds: seconds,
  /** Median drop 60 s after the credited intervals, bpm. */
  recoveryBpm: nullable(Type.Number()),
  bouts: Type.Array(bout),
};

export const sessionSchema = strict({
  id: Type.String(),
  startedAt: Type.String(),
  endedAt: Type.String(),
  timeZone: Type.String(),
  localDate: Type.String(),
  sport: nullable(Type.String()),
  subSport: nullable(Type.String()),
  sources: Type.Array(source),
  activeSeconds: seconds,
  coverage: nullable(ratio),
  averageHeartRate: nullable(Type.Integer()),
  maxHeartRate: nullable(Type.Integer()),
  cells: nullable(Type.Array(cellSchema)),
  bands: Type.Array(bandSchema),
  simulated: Type.Boolean(),
  logged: Type.Boolean(),
  fourByFour: nullable(strict(graded)),
  /** Of every target of intervals; left out where the prescription has at most the one that `fourByFour` tells. */
  intervals: Type.Optional(Type.Array(strict({ target: Type.String(), ...graded }))),
  /** Stretches above the prescribed ceiling (X2); left out where none is prescribed. */
  crossings: Type.Optional(
    Type.Array(strict({ from: Type.String(), to: Type.String(), peakBpm: Type.Integer() })),
  ),
  /** What credits and refusals rest on (M5). */
  basis: strict({
    maxHeartRate: nullable(Type.Integer()),
    prescriptionId: Type.String(),
    ruleVersion: Type.String(),
  }),
  /** Targets that the session is credited to, judged by itself (T3, T4, T6, T7). */
  credits: Type.Array(
    strict({
      target: Type.String(),
      rule: Type.String(),
      seconds,
      text: nullable(Type.String()),
      numbers,
    }),
  ),
  refusals: Type.Array(strict({ target: Type.String(), rule: Type.String(), text: Type.String(), numbers })),
  notes: Type.Array(sentence),
  /** Records without a believable value (Z6), and jumps that were left out (Z7). */
  quality: strict({ invalidCount: count, suspectCount: count }),
  /** Sets and laps are those of an answer of one session; a list leaves them out. */
  laps: Type.Array(strict({ startedAt: Type.String(), elapsedSeconds: seconds })),
  sets: Type.Array(
    strict({
      repetitions: nullable(Type.Integer()),
      weightKg: nullable(Type.Number()),
      durationSeconds: seconds,
    }),
  ),
});

export type SessionJson = Static<typeof sessionSchema>;

export const sessionPage = strict({
  items: Type.Array(sessionSchema),
  nextCursor: Type.Optional(Type.String()),
});

export const sessionQuery = strict({
  from: Type.Optional(localDate()),
  to: Type.Optional(localDate()),
  locale: Type.Optional(language),
  ...pageQuery,
});

/** `seconds[bpm]`: attributed time per bpm, fractions allowed. */
export const histogramSchema = strict({
  seconds: Type.Array(Type.Number({ minimum: 0 }), { minItems: 256, maxItems: 256 }),
});

export const traceQuery = strict({ points: Type.Optional(Type.Integer({ minimum: 2, maximum: 100_000 })) });

/** `t` in seconds from the start of the session; `bpm` null where the value is unknown or the time is paused. */
export const traceSchema = strict({
  t: Type.Array(Type.Number()),
  bpm: Type.Array(nullable(Type.Integer())),
});

export const loggedSession = strict({
  startedAt: instant(),
  activeSeconds: Type.Integer({ minimum: 1, maximum: 86_400 }),
  sport: text(50),
  subSport: Type.Optional(text(50)),
  note: Type.Optional(text(1000)),
});
