import Type from 'typebox';
import { CUE_IDS } from '../../../domain/coaching/cue-rules.ts';
import { ERROR_MEANINGS } from './live-code-meanings.ts';
import { HIGHEST_SEQUENCE } from './live-protocol.ts';

/**
 * The server frames as JSON Schema: they document what the server writes by hand (`asyncapi`), tests judge what it writes
 * by them, and they are its types (`live-frames`). A client must tolerate fields that are not here: a newer server may
 * say more.
 */
const sequence = Type.Integer({ minimum: 0, maximum: HIGHEST_SEQUENCE });
const instant = Type.Number({ description: 'milliseconds since 1970-01-01T00:00:00Z' });
const seconds = Type.Integer({ minimum: 0 });
const bpm = Type.Integer({ minimum: 0, maximum: 0x7fff });
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

const bands = Type.Array(
  Type.Object({
    id: Type.String(),
    lowBpm: Type.Integer({ description: 'inclusive' }),
    highBpm: Type.Integer({ description: 'inclusive' }),
  }),
);

export const welcomeSchema = Type.Object(
  {
    type: Type.Literal('welcome'),
    ack: sequence,
    serverTime: instant,
    maxBatch: Type.Integer({ minimum: 1, description: 'items per samples frame' }),
    maxInFlight: Type.Integer({ minimum: 1, description: 'samples frames not yet acknowledged' }),
    maxHeartRate: orNull(bpm),
    bands,
    ended: Type.Boolean({ description: 'the session was ended before; late items reopen it' }),
    deleted: Type.Optional(
      Type.Boolean({ description: 'the run was deleted: nothing is taken, forget it and tell the runner' }),
    ),
  },
  { title: 'welcome' },
);

export const ackSchema = Type.Object(
  {
    type: Type.Literal('ack'),
    seq: Type.Integer({
      minimum: 0,
      maximum: HIGHEST_SEQUENCE,
      description: 'highest number up to which everything is durably committed',
    }),
    missing: Type.Optional(
      Type.Array(Type.Tuple([sequence, sequence]), {
        description: 'holes above seq, ascending, both ends inclusive',
      }),
    ),
  },
  { title: 'ack' },
);

export const pongSchema = Type.Object(
  {
    type: Type.Literal('pong'),
    id: Type.Integer({ minimum: 0 }),
    mono: Type.Number({ description: 'as the ping said it' }),
    serverTime: instant,
  },
  { title: 'pong' },
);

const interval = Type.Object({
  target: Type.Optional(
    Type.String({ description: 'the target that they are of, where the prescription has several' }),
  ),
  credited: Type.Integer({ minimum: 0, description: 'work intervals credited so far' }),
  of: Type.Integer({ minimum: 1 }),
  phase: Type.Union([
    Type.Literal('warm_up'),
    Type.Literal('work'),
    Type.Literal('recovery'),
    Type.Literal('done'),
  ]),
  elapsedSeconds: seconds,
  effortSeconds: seconds,
  event: Type.Optional(
    Type.String({
      description:
        'work_started, interval_credited, interval_withdrawn, interval_closed, recovery_done or session_complete',
    }),
  ),
});

export const coachSchema = Type.Object(
  {
    type: Type.Literal('coach'),
    session: Type.String({ description: 'the run that it tells of' }),
    device: orNull(Type.String({ description: 'its name' })),
    simulated: Type.Boolean(),
    at: instant,
    bpm: orNull(bpm),
    percent: orNull(Type.Integer({ minimum: 0, description: 'of max heart rate' })),
    bands: Type.Array(Type.String(), { description: 'ids of the bands that bpm lies in' }),
    stale: Type.Boolean({ description: 'no value young enough to show' }),
    seconds: Type.Record(Type.String(), seconds, { description: 'this session so far, per band' }),
    remaining: Type.Array(
      Type.Object({
        target: Type.String(),
        todaySeconds: Type.Optional(seconds),
        weekSessions: Type.Optional(Type.Integer({ minimum: 0 })),
        weekDays: Type.Optional(Type.Integer({ minimum: 0 })),
        weekMinutes: Type.Optional(Type.Integer({ minimum: 0 })),
        text: Type.String(),
      }),
    ),
    interval: Type.Optional(interval),
    ceiling: Type.Optional(
      Type.Object(
        {
          bpm,
          above: Type.Boolean(),
          peakBpm: orNull(bpm),
          crossings: Type.Integer({ minimum: 0 }),
          event: Type.Optional(Type.Enum(['above', 'still_above', 'back_under'])),
        },
        { description: 'the guard of a prescribed ceiling: a training limit, not an alarm for emergencies' },
      ),
    ),
    cue: Type.Optional(Type.Object({ id: Type.Enum([...CUE_IDS]), text: Type.String() })),
  },
  { title: 'coach' },
);

export const bandsSchema = Type.Object(
  { type: Type.Literal('bands'), maxHeartRate: orNull(bpm), bands },
  { title: 'bands' },
);

export const endedSchema = Type.Object(
  {
    type: Type.Literal('ended'),
    session: orNull(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'what GET /v1/sessions/{id} answers (openapi.json); null when the session held nothing',
      }),
    ),
  },
  { title: 'ended' },
);

// Its keys are literals.
const ERROR_CODES = Object.keys(ERROR_MEANINGS) as (keyof typeof ERROR_MEANINGS)[];

export const errorSchema = Type.Object(
  {
    type: Type.Literal('error'),
    code: Type.Enum(ERROR_CODES),
    message: Type.String(),
    field: Type.Optional(Type.String({ description: 'the field at fault' })),
    fatal: Type.Boolean({ description: 'the socket is closed after this frame' }),
    retryAfterSeconds: Type.Optional(seconds),
  },
  { title: 'error' },
);
