import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type IPublishPacket } from 'mqtt';
import { generate } from 'mqtt-packet';
import type { InletHolder } from '../../application/inlets/authenticate-inlet.ts';
import { relayFrame } from '../wire/relays/relay-frame.ts';
import { discoveryOf, stateOf } from './home-assistant.ts';
import type { InletIntake } from './inlet-intake.ts';
import { createReadingGate } from './reading-gate.ts';

export interface MqttDoorDeps {
  readonly url: string;
  readonly intake: InletIntake;
  /** By its token or its id. Null when there is none, or it has expired. */
  readonly inletNamed: (name: string) => Promise<InletHolder | null>;
  /** The one inlet of a kind that this installation has; null when it has none or several. */
  readonly inletOfKind: (kind: string) => Promise<InletHolder | null>;
  readonly log: MqttLog;
}

/** Never with a bpm, a token, a topic or a name. */
export interface MqttLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface MqttDoor {
  close(): void;
}

/** The topics that apps publish to by default, and the inlet that they mean. */
const TOPICS_OF_APPS: readonly (readonly [topic: string, kind: string])[] = [
  ['hr_push', 'hr_push'],
  ['sensor-logger', 'sensor-logger'],
  ['polar_recorder/HR/#', 'polar-recorder'],
];
const OWN_TOPIC = 'zone-coach';
const AVAILABILITY = 'zone-coach-state/available';
const RETRY_MS = 1_000;
const RECONNECT_MS = 1_000;
/** Addressed by the broker: its session there outlives the connection and keeps what arrives meanwhile. */
const CLIENT_ID = 'zone-coach';
/** Messages taken side by side, so that they share commits; above what brokers send unacknowledged by default (20). */
const MOST_UNDER_WAY = 64;
/** Says to the MQTT client that it must not acknowledge: its answer would come before the commit. */
const NOT_YET = new Error('acknowledged after its commit');

/**
 * Takes what apps publish to a broker, and tells Home Assistant of runs whose inlet may tell (N1). A message of QoS 1 is
 * acknowledged after its commit, in the order of arrival (MQTT 4.6) and on the connection that brought it; the broker
 * keeps the rest, also while either side is restarted.
 */
export function openMqttDoor(deps: MqttDoorDeps): MqttDoor {
  const { intake, log } = deps;
  const client = mqtt.connect(deps.url, {
    clientId: CLIENT_ID,
    clean: false,
    reconnectPeriod: RECONNECT_MS,
    will: { topic: AVAILABILITY, payload: Buffer.from('offline'), qos: 1, retain: true },
  });
  let closed = false;
  const announced = new Set<string>();

  client.on('connect', () => {
    announced.clear();
    log.info({}, 'the MQTT broker is there');
    const topics = [...TOPICS_OF_APPS.map(([topic]) => topic), `${OWN_TOPIC}/+`, `${OWN_TOPIC}/+/#`];
    client.subscribe(topics, { qos: 1 }, (error) => {
      if (error !== null) log.warn({ err: error }, 'the MQTT broker does not let us subscribe');
    });
    client.publish(AVAILABILITY, 'online', { qos: 1, retain: true });
  });
  client.on('error', (error) => log.warn({ err: error }, 'the MQTT broker does not answer'));
  const gate = createReadingGate(MOST_UNDER_WAY);
  let before: Promise<void> = Promise.resolve();
  client.handleMessage = (packet, next) => {
    const { stream } = client;
    const former = before;
    before = take(packet)
      .catch((error: unknown) => log.warn({ err: error }, 'an MQTT message could not be taken'))
      .then(() => former)
      .then(() => {
        gate.leave();
        // A message id means nothing on the next connection, on which the broker sends the message again.
        const isTheSame = client.stream === stream && stream.writable;
        if (packet.messageId !== undefined && isTheSame) {
          stream.write(generate({ cmd: 'puback', messageId: packet.messageId }));
        }
      });
    gate.enter(() => next(NOT_YET));
  };
  const stopListening = intake.listenToAll((inlet, coach) => {
    if (!announced.has(inlet.id)) {
      announced.add(inlet.id);
      for (const { topic, payload } of discoveryOf(inlet, AVAILABILITY)) {
        client.publish(topic, payload, { qos: 1, retain: true });
      }
    }
    // What can't be told now is of no use later.
    if (client.connected) client.publish(stateOf(inlet.id), stateText(coach), { qos: 0 });
  });

  /** Resolves when the message is stored, or is none that anything can be made of. */
  async function take({ topic, payload }: IPublishPacket): Promise<void> {
    const frame = relayFrame(payload.toString(), { transport: 'mqtt' });
    const via = { transport: 'mqtt', addressClass: null, plainHttp: false } as const;
    while (!closed) {
      const inlet = await inletOf(deps, topic).catch(() => undefined);
      if (inlet === null) {
        log.warn({}, 'an MQTT message is of no inlet');
        return;
      }
      const taken = inlet === undefined ? null : await intake.take(inlet, frame, via);
      if (taken !== null && taken.outcome !== 'busy' && taken.outcome !== 'too_fast') return;
      await sleep(RETRY_MS);
    }
    // Not acknowledged: the broker sends it again to the next of us.
    await new Promise(() => undefined);
  }

  return {
    close: () => {
      closed = true;
      stopListening();
      // Without a farewell: the broker says itself that we are gone.
      client.end(true);
    },
  };
}

async function inletOf(deps: MqttDoorDeps, topic: string): Promise<InletHolder | null> {
  const [first, name] = topic.split('/');
  if (first === OWN_TOPIC) return name === undefined ? null : deps.inletNamed(name);
  const kind = TOPICS_OF_APPS.find(([known]) => known.split('/')[0] === first)?.[1];
  return kind === undefined ? null : deps.inletOfKind(kind);
}

interface CoachWords {
  readonly bpm: number | null;
  readonly bands: readonly string[];
  readonly remaining: readonly { readonly target: string; readonly todaySeconds?: number }[];
}

/** What Home Assistant shows of a coach frame: bpm, the first band, whole minutes left of today's goal. */
function stateText(coach: string): string {
  // Written by this server as a coach frame.
  const { bpm, bands, remaining } = JSON.parse(coach) as CoachWords;
  const todaySeconds = remaining.find((dose) => dose.todaySeconds !== undefined)?.todaySeconds;
  return JSON.stringify({
    bpm,
    band: bands[0] ?? 'none',
    minutesLeft: todaySeconds === undefined ? null : Math.ceil(todaySeconds / 60),
  });
}
