import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { mergeBatches } from '../../src/application/live/merge-batches.ts';
import type { LiveStore } from '../../src/application/ports/live-store.ts';
import type { Stores } from '../../src/application/ports/stores.ts';
import { createMemoryBuffer, type LiveBuffer } from '../../src/adapters/wire/live/live-buffer.ts';
import type { DeviceClock } from '../../src/adapters/wire/live/live-clock.ts';
import { LiveClient } from '../../src/adapters/wire/live/live-client.ts';
import type { ClientSocket, LiveClientOptions } from '../../src/adapters/wire/live/live-client-options.ts';
import type { CoachFrame, EndedFrame, ErrorFrame } from '../../src/adapters/wire/live/live-frames.ts';
import { testToken } from './live-server.ts';

export interface CapturedValue {
  readonly atMs: number;
  readonly code: number;
}

export interface LiveStrap {
  readonly athleteId: string;
  readonly session: string;
  readonly client: LiveClient;
  readonly buffer: LiveBuffer;
  readonly captured: CapturedValue[];
  readonly coached: CoachFrame[];
  readonly errors: ErrorFrame[];
  capture(value: number | null | 'pause' | 'resume', atMs?: number): Promise<void>;
  acknowledged(seq: number): Promise<void>;
  ended(): Promise<EndedFrame['session']>;
  state(state: LiveClient['state']): Promise<void>;
}

const CODES = { pause: -1, resume: -2 } as const;
const PATIENCE_MS = 60_000;

/** A strap and its phone: captures through the real client over a real socket, and remembers what it captured. */
export function createStrap(options: {
  readonly url: () => string;
  readonly athleteId: string;
  /** Of a whole server; the live channel alone takes the test token. */
  readonly token?: string;
  readonly session?: string;
  readonly buffer?: LiveBuffer;
  readonly about?: LiveClientOptions['about'];
  readonly createSocket?: (url: string, protocol: string) => ClientSocket;
  /** Given: the offset is measured as on a real phone. */
  readonly clock?: DeviceClock;
}): LiveStrap {
  const { athleteId, session = randomUUID(), buffer = createMemoryBuffer() } = options;
  const captured: CapturedValue[] = [];
  const coached: CoachFrame[] = [];
  const errors: ErrorFrame[] = [];
  const checks = new Set<() => void>();
  let ended: EndedFrame['session'] | undefined;
  let acknowledged = 0;
  const changed = (): void => {
    for (const check of [...checks]) check();
  };
  const create = options.createSocket ?? openSocket;
  const client = new LiveClient({
    url: 'ws://replaced',
    session,
    token: options.token ?? testToken(athleteId),
    buffer,
    createSocket: (_url, protocol) => create(options.url(), protocol),
    clock: options.clock ?? { monoMs: () => performance.now(), wallMs: () => Date.now() },
    timers: {
      setTimeout: (callback, ms) => setTimeout(callback, ms),
      // Handles are those of the line above.
      clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
    },
    // The shortest waits: tests have no crowd to spread.
    random: () => 0,
    ...(options.clock === undefined ? { fixedOffsetMs: 0 } : {}),
    ...(options.about === undefined ? {} : { about: options.about }),
    events: {
      state: changed,
      ack: (seq) => {
        acknowledged = seq;
        changed();
      },
      coach: (frame) => void coached.push(frame),
      error: (frame) => void errors.push(frame),
      ended: (summary) => {
        ended = summary;
        changed();
      },
    },
  });

  const until = async (what: string, isTrue: () => boolean): Promise<void> => {
    if (isTrue()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        checks.delete(check);
        reject(
          new Error(
            `${what} did not come: ${client.state}, ack ${acknowledged}, ${JSON.stringify(errors.at(-1))}`,
          ),
        );
      }, PATIENCE_MS);
      const check = (): void => {
        if (!isTrue()) return;
        clearTimeout(timer);
        checks.delete(check);
        resolve();
      };
      checks.add(check);
    });
  };

  return {
    athleteId,
    session,
    client,
    buffer,
    captured,
    coached,
    errors,
    async capture(value, atMs = Date.now()) {
      const at = { mono: atMs, wall: atMs };
      if (value === 'pause' || value === 'resume') {
        captured.push({ atMs, code: CODES[value] });
        await client[value](at);
      } else {
        captured.push({ atMs, code: value ?? 0 });
        await client.capture({ value, ...at });
      }
    },
    acknowledged: (seq) => until(`acknowledgement of ${seq}`, () => acknowledged >= seq),
    async ended() {
      await until('the end', () => ended !== undefined);
      return ended ?? null;
    },
    state: (state) => until(`state ${state}`, () => client.state === state),
  };
}

export function openSocket(url: string, protocol: string): ClientSocket {
  // The client uses the part of the interface that ws and browsers share.
  return new WebSocket(url, protocol) as unknown as ClientSocket;
}

/** What the server has of a strap's stream: every number once, by number. */
export async function storedOf(liveStore: LiveStore, strap: Pick<LiveStrap, 'athleteId' | 'session'>) {
  const batches = await liveStore.load({ athleteId: strap.athleteId, sessionId: strap.session });
  return mergeBatches(batches.map((batch) => batch.payload)).items;
}

/** The values of the recording that a stream became, in order. */
export async function recordedOf(stores: Stores, strap: Pick<LiveStrap, 'athleteId' | 'session'>) {
  const [recording] = await stores.recordings.load(strap.athleteId, [strap.session]);
  if (recording === undefined) return [];
  const { count, atMs, code } = recording.items;
  return Array.from({ length: count }, (_, i) => ({ atMs: atMs[i]!, code: code[i]! }));
}

/** Captured set == stored set == recorded set, each once. */
export async function lossless(
  server: { readonly stores: Stores; readonly liveStore: LiveStore },
  strap: LiveStrap,
): Promise<{ captured: unknown; stored: unknown; recorded: unknown }> {
  const stored = await storedOf(server.liveStore, strap);
  return {
    captured: strap.captured.map((each, i) => ({ seq: i + 1, ...each })),
    stored: stored.map(({ seq, atMs, code }) => ({ seq, atMs, code })),
    recorded: await recordedOf(server.stores, strap),
  };
}
