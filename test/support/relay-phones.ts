import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { WebSocket } from 'ws';
import type { Arrivals, RelaySource } from './relay-sources.ts';

/** An app on a phone that tells the messages of its source, over a network that loses and a server that is killed. */
export interface RelayPhone {
  /** Tells one message; resolves when there is no more to be done for it now. */
  tell(index: number): Promise<void>;
  /** Resolves when everything that was told has been taken, as far as its way can know. */
  finish(): Promise<void>;
}

export interface PhoneOptions {
  readonly source: RelaySource;
  /** The address of its inlet. */
  readonly url: string;
  readonly arrivals: Arrivals;
  /** Whether the next message, or its answer, is lost on its way. */
  readonly loses: () => boolean;
}

const MOST_TRIES = 200;

/** Posts until it is answered: an app that sends again what was not taken. */
export function httpPhone({ source, url, arrivals, loses }: PhoneOptions): RelayPhone {
  return {
    async tell(index) {
      const { bpm } = source.sent[index]!;
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        if (!loses()) {
          const response = await fetch(url, { method: 'POST', body: source.messages[index]! }).catch(
            (error: unknown) => (isRefused(error) ? null : undefined),
          );
          if (response !== null) arrivals.sent(bpm);
          if (response?.ok === true) {
            arrivals.came(bpm);
            if (!loses()) return;
          } else if (response && response.status < 500) {
            throw new Error(`answered with ${response.status}`);
          }
        }
        await delay(20 + tries * 10);
      }
      throw new Error('never taken');
    },
    finish: () => Promise.resolve(),
  };
}

function isRefused(error: unknown): boolean {
  return (error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED';
}

/**
 * Tells on a socket, where no app waits for an answer. When it breaks, what was on its way is lost for an app without times;
 * one with times tells everything again, as a bridge with a buffer does.
 */
export function socketPhone({ source, url, arrivals, loses }: PhoneOptions): RelayPhone {
  const { relay, sent, messages, clock } = source;
  let socket: WebSocket | null = null;
  let opening: Promise<WebSocket> | null = null;
  /** On this connection. */
  let onItsWay: number[] = [];
  const told = new Set<number>();
  const later: number[] = [];

  const connect = async (): Promise<WebSocket> => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const fresh = new WebSocket(url.replace(/^http/, 'ws'));
      fresh.on('error', () => undefined);
      fresh.once('close', () => {
        if (socket === fresh) socket = null;
      });
      const isOpen = await new Promise<boolean>((resolve) => {
        fresh.once('open', () => resolve(true));
        fresh.once('close', () => resolve(false));
      });
      if (isOpen) {
        for (const text of relay.speech.opening ?? []) fresh.send(text);
        socket = fresh;
        onItsWay = [];
        if (clock !== 'none') for (const index of told) send(fresh, index);
        return fresh;
      }
      await delay(20 + tries * 10);
    }
    throw new Error('never let in');
  };
  const send = (on: WebSocket, index: number): void => {
    arrivals.sent(sent[index]!.bpm);
    onItsWay.push(index);
    told.add(index);
    on.send(messages[index]!);
  };
  const deliver = async (index: number): Promise<void> => {
    opening ??= socket === null ? connect().finally(() => (opening = null)) : null;
    send(socket ?? (await opening)!, index);
  };
  return {
    async tell(index) {
      // Lost on its way, it comes after those that follow it; thought lost, it comes twice.
      if (loses()) later.push(index);
      else await deliver(index);
      if (loses()) later.push(index);
    },
    async finish() {
      for (const index of later) await deliver(index);
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const last = socket ?? (await connect());
        last.close();
        const [code] = (await once(last, 'close')) as [number];
        // The closing follows what was sent: answered, it says that everything has been read.
        if (code === NO_STATUS) {
          for (const index of onItsWay) arrivals.came(sent[index]!.bpm);
          return;
        }
        if (clock === 'none') return;
      }
      throw new Error('never taken');
    },
  };
}

/** The close code of a socket that both sides ended without a reason. */
const NO_STATUS = 1005;

/** Publishes with QoS 1: what the broker has, it keeps until it is taken, and either may bring it again after each break. */
export function mqttPhone(
  { source, arrivals }: Pick<PhoneOptions, 'source' | 'arrivals'>,
  {
    app,
    topic,
    mostCopies,
  }: { readonly app: MqttClient; readonly topic: string; readonly mostCopies: number },
): RelayPhone {
  const publishing: Promise<unknown>[] = [];
  return {
    tell(index) {
      const { bpm } = source.sent[index]!;
      arrivals.came(bpm);
      for (let n = 0; n < mostCopies; n++) arrivals.sent(bpm);
      publishing.push(app.publishAsync(topic, source.messages[index]!, { qos: 1 }));
      return Promise.resolve();
    },
    finish: async () => void (await Promise.all(publishing)),
  };
}
