import { randomUUID } from 'node:crypto';
import type { DeviceClock } from '../../src/adapters/wire/live/live-clock.ts';
import { LiveClient } from '../../src/adapters/wire/live/live-client.ts';
import type { LiveClientState } from '../../src/adapters/wire/live/live-client-options.ts';
import { createFickleBuffer } from './fickle-buffer.ts';
import { openSocket } from './live-strap.ts';

/** Ends for which a run needs no phone any more. */
const OVER: readonly LiveClientState[] = ['ended', 'deleted'];

export interface PhoneRun {
  readonly session: string;
  /** Value of each number, from 1. */
  readonly beats: number[];
  /** Taken away by the athlete, on another screen. */
  deleted: boolean;
  /** Asked for: a server that is killed may have done it without an answer. */
  deletionAsked: boolean;
  client: LiveClient;
}

export interface Phone {
  readonly athleteId: string;
  readonly storage: ReturnType<typeof createFickleBuffer>['state'];
  readonly runs: readonly PhoneRun[];
  /** The run that is captured now. */
  readonly run: PhoneRun;
  token: string;
  /** What its wall clock shows beside the right time. */
  skewMs: number;
  capture(bpm: number, agoMs?: number): void;
  beginRun(): Promise<void>;
  /** The page is loaded again; `keepsOld` leaves the older tab open, without the strap. */
  reload(keepsOld: boolean): Promise<void>;
  /** The storage takes what is captured, so that a tab may go. */
  isKept(): boolean;
  /** Older tabs are closed and the page is loaded again: a tab without the strap may have taken the run over. */
  closeOtherTabs(): Promise<void>;
  /** Every run is ended; resolves when the server has all of it, or the run is known as deleted. */
  finish(): Promise<void>;
}

/** The whole client of a phone, with a storage that fails, a clock that people set and tabs that come and go. */
export async function startPhone(options: {
  readonly url: () => string;
  readonly athleteId: string;
  readonly token: string;
}): Promise<Phone> {
  const { buffer, state: storage } = createFickleBuffer();
  const runs: PhoneRun[] = [];
  const waiting = new Set<() => void>();
  const olderTabs: LiveClient[] = [];
  /** Tabs whose captures the storage refuses. */
  const refused = new WeakSet<LiveClient>();
  /** Resolves when all that was captured is in the storage, or was refused by it. */
  let kept: Promise<void> = Promise.resolve();
  const clock: DeviceClock = {
    monoMs: () => performance.now(),
    wallMs: () => Date.now() + phone.skewMs,
  };
  const open = async (session: string): Promise<LiveClient> => {
    const client = new LiveClient({
      url: 'ws://replaced',
      session,
      token: phone.token,
      buffer,
      createSocket: (_url, protocol) => openSocket(options.url(), protocol),
      clock,
      timers: {
        setTimeout: (callback, ms) => setTimeout(callback, ms),
        // Handles are those of the line above.
        clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
      },
      random: () => 0,
      events: {
        storage: (kept) => {
          if (kept) refused.delete(client);
          else refused.add(client);
          tellWaiting();
        },
        state: () => tellWaiting(),
      },
    });
    await client.start();
    return client;
  };
  const tellWaiting = (): void => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  /** Of a client or its storage. */
  const changed = (): Promise<void> => new Promise((resolve) => waiting.add(resolve));
  const isOver = async ({ client }: PhoneRun): Promise<void> => {
    while (!OVER.includes(client.state)) await changed();
  };
  const phone: Phone = {
    athleteId: options.athleteId,
    token: options.token,
    skewMs: 0,
    storage,
    runs,
    get run() {
      return runs.at(-1)!;
    },
    capture(bpm, agoMs = 0) {
      const { client, beats } = phone.run;
      if (client.state === 'deleted') return;
      beats.push(bpm);
      kept = client.capture({ value: bpm, mono: clock.monoMs() - agoMs, wall: clock.wallMs() - agoMs });
    },
    async beginRun() {
      const session = randomUUID();
      runs.push({ session, beats: [], deleted: false, deletionAsked: false, client: await open(session) });
    },
    async reload(keepsOld) {
      const { run } = phone;
      await kept;
      if (refused.has(run.client) || OVER.includes(run.client.state)) return;
      if (keepsOld) olderTabs.push(run.client);
      else run.client.stop();
      run.client = await open(run.session);
    },
    async closeOtherTabs() {
      for (const tab of olderTabs.splice(0)) tab.stop();
      await kept;
      // A write that was on its way may have been refused since; the storage works, and takes it at the next try.
      while (refused.has(phone.run.client)) await changed();
      await phone.reload(false);
    },
    isKept: () => !refused.has(phone.run.client) && storage.mood === 'works',
    async finish() {
      for (const run of runs) {
        if (!OVER.includes(run.client.state)) void run.client.end();
        await isOver(run);
      }
    },
  };
  await phone.beginRun();
  return phone;
}
