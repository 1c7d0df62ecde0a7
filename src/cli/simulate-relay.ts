import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Relay, Speech, SpokenBeat } from '../adapters/wire/relays/relay.ts';
import { seededRandom } from '../domain/simulated-heart/seeded-random.ts';
import { simulateHeart } from '../domain/simulated-heart/simulate-heart.ts';
import type { SimulatedPlanId } from '../domain/simulated-heart/simulated-plan.ts';
import { drawSimulatedRun } from '../domain/simulated-heart/simulated-run.ts';
import { SECOND_MS } from '../domain/units.ts';
import type { CliContext } from './cli-context.ts';
import { CommandFailure } from './failure.ts';
import { type Faults, faultySender, type Sender } from './faulty-sender.ts';
import { pacedItems } from './paced-items.ts';
import { progressOf } from './progress.ts';

export interface RelayPlan {
  readonly relay: Relay & { readonly speech: Speech };
  /** The address of an inlet. */
  readonly url: string;
  readonly plan: SimulatedPlanId;
  readonly speed: number;
  readonly seed: number;
  readonly faults?: Faults;
  /** By how much the clock of the app is ahead; behind where it is below zero. */
  readonly aheadMs?: number;
}

export interface RelayedRun {
  readonly app: string;
  readonly startedAt: string;
  readonly beats: number;
  readonly messages: number;
}

const ASSUMED_MAX_BPM = 190;
const RETRY_MS = 500;
const MOST_TRIES = 60;
const MOST_UNDER_WAY = 64;

/** One run, told in the words of a relay app; what is not taken is sent again, as it was. */
export async function simulateRelay(
  context: Pick<CliContext, 'isTty' | 'nowMs' | 'signal'>,
  wanted: RelayPlan,
): Promise<RelayedRun> {
  const { relay, plan, speed, seed, faults, aheadMs = 0 } = wanted;
  const { speech } = relay;
  const run = drawSimulatedRun({ planId: plan, maxBpm: ASSUMED_MAX_BPM, endMs: context.nowMs(), seed });
  const items = simulateHeart({ ...run, steps: run.plan.steps });
  const progress = progressOf(
    context,
    'Simulated seconds',
    Math.round((run.endMs - run.startMs) / SECOND_MS),
  );
  const direct = speech.transport === 'http' ? httpSender(wanted) : await socketSender(wanted);
  const sender = faults === undefined ? direct : faultySender(direct, faults, seededRandom(seed));
  let beats = 0;
  let messages = 0;
  let batch: SpokenBeat[] = [];
  let reachedMs = run.startMs;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    await sender.send(speech.say(batch));
    messages++;
    batch = [];
  };
  try {
    const pace = { startMs: run.startMs, speed, signal: context.signal, nowMs: () => context.nowMs() };
    for await (const due of pacedItems(items, pace)) {
      for (const [atMs, bpm, rr] of due) {
        if (bpm === null) continue;
        const rrMs = rr.map((interval) => (interval * 1_000) / 1_024);
        batch.push({ bpm, atMs: atMs + aheadMs, rrMs, index: beats++ });
        if (batch.length >= speech.batch) await flush();
      }
      const lastMs = due.at(-1)![0];
      progress.step((lastMs - reachedMs) / SECOND_MS);
      reachedMs = lastMs;
    }
    await flush();
    await sender.finish();
  } finally {
    progress.stop();
    sender.close();
  }
  return { app: relay.id, startedAt: new Date(run.startMs).toISOString(), beats, messages };
}

function httpSender({ url, relay: { speech } }: RelayPlan): Sender {
  const headers = {
    'content-type': speech.contentType,
    ...(speech.userAgent !== undefined && { 'user-agent': speech.userAgent }),
  };
  const deliver: Sender['send'] = async (body) => {
    for (let tries = 1; ; tries++) {
      const response = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
      await response?.arrayBuffer().catch(() => undefined);
      if (response?.ok === true) return;
      if (response !== null && response.status < 500 && response.status !== 429) {
        throw new CommandFailure('refused', `The address answers with ${response.status}.`);
      }
      if (tries >= MOST_TRIES) throw new CommandFailure('unreachable', 'Nothing takes what is sent.');
      await sleep(RETRY_MS);
    }
  };
  // At the pace of life one message is under way; faster, as many as an app with a backlog would have.
  const underWay = new Set<Promise<void>>();
  let failed: Error | null = null;
  const send: Sender['send'] = async (body) => {
    const delivery = deliver(body)
      .catch((error: unknown) => {
        failed ??= error instanceof Error ? error : new Error(String(error));
      })
      .then(() => void underWay.delete(delivery));
    underWay.add(delivery);
    if (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay);
    if (failed !== null) throw failed;
  };
  const finish = async (): Promise<void> => {
    await Promise.all(underWay);
    if (failed !== null) throw failed;
  };
  return { send, finish, close: () => undefined };
}

/** A socket tells nothing of what it has taken: like the apps, it is opened again when it breaks and what was sent is gone. */
async function socketSender({ url, relay: { speech } }: RelayPlan): Promise<Sender> {
  const connect = async (): Promise<WebSocket> => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'));
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    socket.on('error', () => undefined);
    for (const text of speech.opening ?? []) socket.send(text);
    return socket;
  };
  let socket = await connect().catch((error: unknown) => {
    throw new CommandFailure('unreachable', 'Nothing answers at this address.', { cause: error });
  });
  const send: Sender['send'] = async (text) => {
    for (let tries = 1; socket.readyState !== socket.OPEN; tries++) {
      if (tries >= MOST_TRIES) throw new CommandFailure('unreachable', 'Nothing takes what is sent.');
      await sleep(RETRY_MS);
      socket = await connect().catch(() => socket);
    }
    await new Promise<void>((resolve) => {
      socket.send(text, () => resolve());
    });
  };
  // The closing follows what was sent: when it is answered, everything has been read.
  const finish = async (): Promise<void> => {
    if (socket.readyState === socket.CLOSED) return;
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  };
  return { send, finish, close: () => socket.close() };
}
