import Type from 'typebox';
import type { Intent } from '../../../domain/intent.ts';
import { HIGHEST_SEQUENCE, INTENT_PATTERN, MAX_BATCH } from './live-protocol.ts';

/**
 * The client frames as JSON Schema: they judge the rare frames (`parse-client-frame`), document all of them (`asyncapi`)
 * and are their types (`live-frames`). Times are milliseconds unless a name says otherwise, sequence numbers start at 1
 * and are given at capture. Unknown fields are tolerated: a newer client must not lose beats to an older server.
 */
const sequence = Type.Integer({ minimum: 1, maximum: HIGHEST_SEQUENCE });
const lastSequence = Type.Integer({ minimum: 0, maximum: HIGHEST_SEQUENCE });
/** Beyond this a double no longer counts milliseconds, nor is it an instant of the calendar. */
const milliseconds = Type.Number({ minimum: -8.64e15, maximum: 8.64e15 });

const UUID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';

export const helloSchema = Type.Object(
  {
    type: Type.Literal('hello'),
    protocol: Type.Literal(1),
    session: Type.String({
      pattern: UUID,
      description: 'UUID (v7) made by the client: the id of the recording',
    }),
    token: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })),
    /** Highest number captured so far, 0 before the first. */
    lastSeq: lastSequence,
    clock: Type.Object({
      mono: milliseconds,
      wall: milliseconds,
      offset: Type.Optional(milliseconds),
    }),
    device: Type.Optional(
      Type.Object({
        name: Type.Optional(Type.String({ maxLength: 100 })),
        kind: Type.Optional(
          Type.Union([
            Type.Literal('strap'),
            Type.Literal('watch'),
            Type.Literal('relay'),
            Type.Literal('on-change'),
            Type.Literal('simulated'),
          ]),
        ),
      }),
    ),
    sport: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
    intent: Type.Optional(
      Type.Unsafe<Intent>({
        type: 'string',
        pattern: INTENT_PATTERN,
        description:
          'a target of the article, or any of the prescription as `target:<id>`: one that it does not have is coached as `free`',
      }),
    ),
    locale: Type.Optional(
      Type.String({ maxLength: 35, description: '`da` or `en`, also with a region; any other is `en`' }),
    ),
    simulated: Type.Optional(Type.Object({ timeScale: Type.Number({ minimum: 1, maximum: 10_000 }) })),
  },
  { title: 'hello' },
);

/** A skipped optional element before a later one is null. */
type ItemTuple = readonly [
  mono: number,
  wall: number,
  value: number | null | 'pause' | 'resume',
  rr?: readonly number[] | null,
  contact?: boolean | null,
];

/** An item beyond the array itself is never refused: a bad value is stored as invalid under its number (L10). */
const itemSchema = Type.Unsafe<ItemTuple>(
  Type.Array(Type.Unknown(), {
    description:
      '[mono, wall, value | null | "pause" | "resume", rr?: integers in 1/1024 s | null, contact?: boolean | null]',
  }),
);

/** Consecutive items have consecutive numbers from `first`. A frame never mixes clock segments: one offset for all. */
export const samplesSchema = Type.Object(
  {
    type: Type.Literal('samples'),
    first: sequence,
    offset: milliseconds,
    items: Type.Array(itemSchema, { minItems: 1, maxItems: MAX_BATCH }),
  },
  { title: 'samples' },
);

export const skipSchema = Type.Object(
  { type: Type.Literal('skip'), from: sequence, to: sequence, reason: Type.String({ maxLength: 200 }) },
  { title: 'skip' },
);

export const pingSchema = Type.Object(
  {
    type: Type.Literal('ping'),
    id: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    mono: milliseconds,
    wall: milliseconds,
  },
  { title: 'ping' },
);

export const endSchema = Type.Object({ type: Type.Literal('end'), lastSeq: lastSequence }, { title: 'end' });
