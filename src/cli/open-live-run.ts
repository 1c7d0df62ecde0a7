import { v7 as newSessionId } from 'uuid';
import { WebSocket } from 'ws';
import { createMemoryBuffer } from '../adapters/wire/live/live-buffer.ts';
import { LiveClient } from '../adapters/wire/live/live-client.ts';
import type { ClientSocket, LiveClientState } from '../adapters/wire/live/live-client-options.ts';
import type { LiveIntent } from '../adapters/wire/live/live-frames.ts';
import { CommandFailure } from './failure.ts';
import type { LiveRun } from './live-run.ts';

/** Simulated instants are the simulation's own: both clocks of the strap show them and nothing is measured (L13). */
const OWN_CLOCK_OFFSET_MS = 0;

/**
 * A simulated session over the real protocol, open once the server has welcomed it. A connection lost later comes back
 * by itself; one that never was, or was refused, is a CommandFailure.
 */
export async function openLiveRun(wanted: {
  url: string;
  token: string;
  sport: string;
  intent: LiveIntent;
  timeScale: number;
}): Promise<LiveRun> {
  const session = newSessionId();
  const states = new StateWatch();
  let maxHeartRate: number | null = null;
  let lastError: string | null = null;
  const client = new LiveClient({
    url: wanted.url,
    token: wanted.token,
    session,
    about: {
      device: { name: 'Simulated strap', kind: 'simulated' },
      sport: wanted.sport,
      intent: wanted.intent,
      simulated: { timeScale: wanted.timeScale },
    },
    buffer: createMemoryBuffer(),
    createSocket: openSocket,
    clock: { monoMs: () => performance.now(), wallMs: () => Date.now() },
    timers: { setTimeout, clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout) },
    random: Math.random,
    fixedOffsetMs: OWN_CLOCK_OFFSET_MS,
    events: {
      state: (state) => states.take(state),
      welcome: (frame) => {
        maxHeartRate = frame.maxHeartRate;
      },
      error: ({ message }) => {
        lastError = message;
      },
    },
  });
  const refusal = (state: LiveClientState): CommandFailure => {
    if (state === 'waiting') return new CommandFailure('unreachable', `Nothing answers at ${wanted.url}.`);
    return new CommandFailure(state, lastError ?? 'The server does not take this stream.');
  };
  await client.start();
  const opened = await states.next(['streaming', 'waiting', ...GIVEN_UP]);
  if (opened !== 'streaming') {
    client.stop();
    throw refusal(opened);
  }
  return {
    session,
    maxHeartRate,
    async capture(items) {
      for (const [atMs, bpm, rr] of items) {
        await client.capture({ value: bpm, rr: rr.length > 0 ? rr : null, mono: atMs, wall: atMs });
      }
    },
    async end() {
      await client.end();
      const state = await states.next(['ended', ...GIVEN_UP]);
      if (state !== 'ended') throw refusal(state);
    },
  };
}

/** Nothing more goes to the server. */
const GIVEN_UP = ['refused', 'superseded', 'deleted'] as const;

/** Waits for one of several states, also when it was reached before. */
class StateWatch {
  #state: LiveClientState = 'idle';
  #waiting: { states: readonly LiveClientState[]; resolve: (state: LiveClientState) => void } | null = null;

  take(state: LiveClientState): void {
    this.#state = state;
    if (this.#waiting?.states.includes(state)) {
      this.#waiting.resolve(state);
      this.#waiting = null;
    }
  }

  next(states: readonly LiveClientState[]): Promise<LiveClientState> {
    if (states.includes(this.#state)) return Promise.resolve(this.#state);
    return new Promise((resolve) => {
      this.#waiting = { states, resolve };
    });
  }
}

function openSocket(url: string, protocol: string): ClientSocket {
  // ws has the browser's event properties and calls them with more than the client asks for; only its declaration of
  // the listeners' parameter is too narrow to be assigned.
  return new WebSocket(url, protocol) as unknown as ClientSocket;
}
