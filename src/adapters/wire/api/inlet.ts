import { Type, type Static } from 'typebox';
import type { LiveIntent } from '../live/live-frames.ts';
import { RELAYS } from '../relays/relays.ts';
import { instant, intent, oneOf, text } from './formats.ts';
import { count, nullable, strict } from './schema.ts';

const kind = oneOf(...RELAYS.map(({ id }) => id));
export const newInlet = strict({
  name: text(100),
  kind: Type.Optional(nullable(kind)),
  answerWithCoaching: Type.Optional(Type.Boolean()),
  expiresAt: Type.Optional(nullable(instant())),
});

export const inletChanges = strict({
  name: Type.Optional(text(100)),
  kind: Type.Optional(nullable(kind)),
  answerWithCoaching: Type.Optional(Type.Boolean()),
  expiresAt: Type.Optional(nullable(instant())),
});

export const inletCoaching = strict({ intent: intent(), sport: Type.Optional(nullable(text(100))) });

/** Answered once: the token is not kept. */
export const issuedInlet = strict({ id: Type.String(), token: Type.String(), url: Type.String() });

const run = strict({ sessionId: Type.String(), startedAt: instant(), lastAt: instant() });

export const inletSchema = strict({
  id: Type.String(),
  name: Type.String(),
  kind: nullable(Type.String()),
  answerWithCoaching: Type.Boolean(),
  intent: nullable(intent()),
  sport: nullable(Type.String()),
  createdAt: instant(),
  expiresAt: nullable(instant()),
  recognisedAs: nullable(Type.String()),
  device: nullable(Type.String()),
  lastSeenAt: nullable(instant()),
  lastBpm: nullable(Type.Integer()),
  /** Of late; null until it is known. */
  beatsPerSecond: nullable(Type.Number()),
  transport: nullable(oneOf('http', 'websocket', 'mqtt', 'lan')),
  addressClass: nullable(oneOf('loopback', 'private', 'public')),
  plainHttp: nullable(Type.Boolean()),
  unreadable: Type.Array(strict({ at: instant(), excerpt: Type.String() })),
  unreadableCount: count,
  run: Type.Union([run, Type.Null()]),
});

export const endedRun = strict({ sessionId: nullable(Type.String()) });

interface InletFacts {
  readonly id: string;
  readonly name: string;
  readonly kind: string | null;
  readonly answerWithCoaching: boolean;
  readonly intent: LiveIntent | null;
  readonly sport: string | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly recognisedAs: string | null;
  readonly deviceName: string | null;
  readonly lastSeenAtMs: number | null;
  readonly lastBpm: number | null;
  readonly beatsPerSecond: number | null;
  readonly transport: 'http' | 'websocket' | 'mqtt' | 'lan' | null;
  readonly addressClass: 'loopback' | 'private' | 'public' | null;
  readonly plainHttp: boolean | null;
  readonly unreadable: readonly { readonly at: string; readonly excerpt: string }[];
  readonly unreadableCount: number;
  readonly run: {
    readonly sessionId: string;
    readonly startedAtMs: number;
    readonly lastAtMs: number;
  } | null;
}

export function presentInlet(inlet: InletFacts): Static<typeof inletSchema> {
  return {
    id: inlet.id,
    name: inlet.name,
    kind: inlet.kind,
    answerWithCoaching: inlet.answerWithCoaching,
    intent: inlet.intent,
    sport: inlet.sport,
    createdAt: new Date(inlet.createdAtMs).toISOString(),
    expiresAt: instantOrNull(inlet.expiresAtMs),
    recognisedAs: inlet.recognisedAs,
    device: inlet.deviceName,
    lastSeenAt: instantOrNull(inlet.lastSeenAtMs),
    lastBpm: inlet.lastBpm,
    beatsPerSecond: inlet.beatsPerSecond,
    transport: inlet.transport,
    addressClass: inlet.addressClass,
    plainHttp: inlet.plainHttp,
    unreadable: inlet.unreadable.map(({ at, excerpt }) => ({ at, excerpt })),
    unreadableCount: inlet.unreadableCount,
    run: inlet.run && {
      sessionId: inlet.run.sessionId,
      startedAt: new Date(inlet.run.startedAtMs).toISOString(),
      lastAt: new Date(inlet.run.lastAtMs).toISOString(),
    },
  };
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
