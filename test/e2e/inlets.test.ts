import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulateRelay } from '../../src/cli/simulate-relay.ts';
import { openService, type Service } from '../../src/compose/open-service.ts';
import { readConfig } from '../../src/config.ts';
import { makeDirectory } from '../support/guarded.ts';
import { type Mosquitto, startMosquitto } from '../support/mosquitto.ts';
import { httpPhone, mqttPhone, socketPhone } from '../support/relay-phones.ts';
import {
  Arrivals,
  doubledAndShuffled,
  faultOf,
  inletBeats,
  type RelaySource,
  relaySources,
  SPEAKING,
} from '../support/relay-sources.ts';
import { answerOf, killAndWait, startServer, type ServerProcess } from '../support/server-process.ts';

const BEATS = 10;
const SPEED = 3_600;
/** By how much the clock of a simulated app is ahead; the others are right. */
const AHEAD_SECONDS: Readonly<Record<string, number>> = { 'sensor-logger': 7_200, other: -7_200 };
/** Topics that apps publish to by default; the others know that of their inlet. */
const TOPICS: Readonly<Record<string, string>> = {
  hr_push: 'hr_push',
  'sensor-logger': 'sensor-logger',
  'polar-recorder': 'polar_recorder/HR/A1B2C3D4',
};
/** What the broker sends on before it is acknowledged; each break may bring that again. */
const BROKER_UNDER_WAY = 20;
/** Two from the app, as the broker restarts once, and each again with every break between the broker and the service. */
const MOST_COPIES = 8;

let dataDir: string;
let server: ServerProcess;
let broker: Mosquitto;
let env: Readonly<Record<string, string>>;
let athlete: { athleteId: string; token: string };
const logs: string[] = [];
const tokens: string[] = [];

beforeAll(async () => {
  dataDir = await makeDirectory('inlets');
  broker = await startMosquitto();
  env = { LOG_LEVEL: 'trace', MQTT_URL: broker.url };
  server = await startServer({ dataDir, env });
  const zone = ['--time-zone', 'Europe/Copenhagen', '--max-heart-rate', '190'];
  athlete = await answerOf(['athlete', 'create', '--name', 'Kirsten', ...zone], { dataDir });
});

afterAll(async () => {
  await server.interrupt();
  await broker.stop();
  await rm(dataDir, { recursive: true, force: true });
});

interface MadeInlet {
  readonly id: string;
  readonly token: string;
}

async function makeInlet(kind: string | null): Promise<MadeInlet> {
  const response = await fetch(`${server.address}/v1/inlets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${athlete.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: kind ?? 'first', kind }),
  });
  expect(response.status).toBe(201);
  const made = (await response.json()) as MadeInlet;
  tokens.push(made.token);
  return made;
}

async function withService<T>(work: (service: Service) => Promise<T>): Promise<T> {
  const service = await openService(readConfig({ DATA_DIR: dataDir }), { warn: () => undefined });
  try {
    return await work(service);
  } finally {
    await service.close();
  }
}

async function restart(): Promise<void> {
  const { port } = new URL(server.address);
  logs.push(server.err());
  await server.kill();
  const postmaster = await server.postmasterPid();
  if (postmaster !== null) await killAndWait(postmaster);
  server = await startServer({ dataDir, env: { ...env, PORT: port } });
}

/** Resolves once the service listens: a broker keeps nothing for nobody. */
async function brokerIsHeard(app: MqttClient): Promise<void> {
  const { id } = await makeInlet(null);
  const lastSeenAt = async (): Promise<unknown> => {
    await app.publishAsync(`zone-coach/${id}/hr`, '72', { qos: 1 });
    const response = await fetch(`${server.address}/v1/inlets`, {
      headers: { authorization: `Bearer ${athlete.token}` },
    });
    const { items } = (await response.json()) as { items: { id: string; lastSeenAt: string | null }[] };
    return items.find((inlet) => inlet.id === id)?.lastSeenAt;
  };
  await expect.poll(lastSeenAt, { timeout: 20_000 }).not.toBeNull();
}

function total(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** A clock that leaps over three minutes of a simulated run at once, and stops it there. */
function threeMinutes(): Parameters<typeof simulateRelay>[0] {
  const stop = new AbortController();
  const startMs = Date.now();
  let looks = 0;
  const nowMs = (): number => {
    // The first look says when the run ended, the second when its telling begins.
    if (++looks > 2) stop.abort();
    return startMs + (looks > 2 ? 180_000 / SPEED : 0);
  };
  return { isTty: false, signal: stop.signal, nowMs };
}

describe('relay apps through the whole service (N3–N5)', () => {
  test('each dialect with each clock by each of its ways, stored equals sent: a tenth lost, all twice, reordered, server and database killed, the broker restarted', async () => {
    let random = 1;
    const loses = (): boolean => (random = (random * 16_807) % 2_147_483_647) % 10 === 0;
    const app = await mqtt.connectAsync(broker.url, { clientId: 'app', reconnectPeriod: 100 });
    const all = relaySources(BEATS);
    const phoneOf = async (source: RelaySource, way: 'own' | 'mqtt') => {
      const { relay, clock } = source;
      const arrivals = new Arrivals();
      if (way === 'mqtt') {
        // The topic of an app reaches the only inlet of its kind.
        const inlet = await makeInlet(relay.id in TOPICS ? relay.id : null);
        const topic = TOPICS[relay.id] ?? `zone-coach/${inlet.id}/hr`;
        const phone = mqttPhone({ source, arrivals }, { app, topic, mostCopies: MOST_COPIES });
        return { source, inlet, arrivals, phone, way, isSilent: false };
      }
      // Some inlets are of a kind, others find out.
      const inlet = await makeInlet(clock === 'ahead' || relay.id in TOPICS ? null : relay.id);
      const isSocket = relay.speech.transport === 'websocket';
      const options = { source, url: `${server.address}/in/${inlet.token}`, arrivals, loses };
      const phone = isSocket ? socketPhone(options) : httpPhone(options);
      return { source, inlet, arrivals, phone, way, isSilent: isSocket && clock === 'none' };
    };
    const phones = await Promise.all([
      ...all.map((source) => phoneOf(source, 'own')),
      // Their clocks take turns.
      ...SPEAKING.map(({ id }, n) => {
        const ofKind = all.filter(({ relay }) => relay.id === id);
        return phoneOf(ofKind[n % ofKind.length]!, 'mqtt');
      }),
    ]);
    await brokerIsHeard(app);
    const storedOf = async (service: Service, inletId: string) =>
      inletBeats(service, athlete.athleteId, inletId);
    const killBoth = async (): Promise<void> => {
      // No app on a socket is told what was taken: what is there now must be there afterwards.
      await withService(async (service) => {
        for (const { arrivals, inlet, isSilent } of phones) {
          if (isSilent) arrivals.haveCome(await storedOf(service, inlet.id));
        }
      });
      await restart();
    };
    let unacknowledged = 0;
    const messages = doubledAndShuffled(
      phones.map(({ source, phone }) => source.messages.map((_, index) => () => phone.tell(index))),
    );
    const third = Math.floor(messages.length / 3);
    const breaks = new Map<number, () => Promise<void>>([
      [third, killBoth],
      [
        Math.floor(messages.length / 2),
        () => {
          unacknowledged = Object.keys(app.outgoing).length;
          return broker.restart();
        },
      ],
      [2 * third, killBoth],
    ]);
    const sending: Promise<void>[] = [];
    for (const [i, tell] of messages.entries()) {
      sending.push(tell());
      if (i % 40 === 39) await Promise.race([sending.at(-1)!, delay(100)]);
      await breaks.get(i)?.();
    }
    await Promise.all(sending);
    await Promise.all(phones.map(({ phone }) => phone.finish()));
    await withService(async (service) => {
      let surplus = 0;
      for (const { source, inlet, arrivals, way } of phones) {
        // A socket or a broker is not told of the commit, which follows within moments.
        await expect
          .poll(async () => faultOf(source, await storedOf(service, inlet.id), arrivals), { timeout: 60_000 })
          .toBeNull();
        if (way === 'mqtt' && source.clock === 'none') {
          surplus += (await storedOf(service, inlet.id)).length - 2 * source.sent.length;
        }
        // Neither count would show a fault if nothing were known to have come.
        expect(total(arrivals.atLeast)).toBeGreaterThanOrEqual(source.sent.length);
      }
      // Of what was on its way at a break alone.
      expect(surplus).toBeLessThanOrEqual(breaks.size * BROKER_UNDER_WAY + unacknowledged);
    });
    await app.endAsync(true);
  });

  test('every dialect that simulate speaks is stored as it was told, and the token is in no line of the log', async () => {
    const first = await makeInlet(null);
    await withService(async (service) => {
      const speak = async (
        relay: RelaySource['relay'],
        simulate: (url: string) => Promise<{ app: string; beats: number }>,
      ): Promise<void> => {
        const { id: app, speech } = relay;
        const inlet = await makeInlet(app);
        const told = await simulate(`${server.address}/in/${inlet.token}`);
        expect(told).toMatchObject({ app });
        expect(told.beats).toBeGreaterThan(100);
        const stored = () => inletBeats(service, athlete.athleteId, inlet.id);
        // A socket is not told of the commit, which follows within moments.
        await expect.poll(async () => (await stored()).length, { timeout: 10_000 }).toBe(told.beats);
        if (!speech.tellsTime) return;
        const beats = await stored();
        const aheadMs = (AHEAD_SECONDS[app] ?? 0) * 1_000;
        // A clock ahead is set right beat by beat: of an hour told within a second, instants may meet.
        if (aheadMs <= 0) expect(new Set(beats.map(({ atMs }) => atMs)).size, app).toBe(told.beats);
        expect(beats.at(-1)!.atMs, app).toBeLessThanOrEqual(Date.now() + Math.min(0, aheadMs));
      };
      const run = { plan: 'walk', speed: SPEED, seed: 1 } as const;
      // Over a bad network, where a beat that comes again is known as one.
      const faultsOf = ({ speech }: RelaySource['relay']) => ({
        lossPercent: speech.tellsTime ? 10 : 0,
        isTwice: speech.tellsTime,
        isReordered: true,
      });
      const briefly = (relay: RelaySource['relay']) =>
        speak(relay, (url) => simulateRelay(threeMinutes(), { ...run, relay, url, faults: faultsOf(relay) }));
      // A whole run, as a person would make it, by a clock that is wrong.
      const whole = (relay: RelaySource['relay']) =>
        speak(relay, (url) => {
          const args = ['--plan', run.plan, '--speed', String(SPEED), '--seed', '1'];
          const faults = ['--loss', '10', '--twice', '--reorder', `--ahead=${AHEAD_SECONDS[relay.id] ?? 0}`];
          return answerOf(['simulate', '--as', relay.id, '--url', url, ...args, ...faults], { dataDir });
        });
      await Promise.all(SPEAKING.map((relay) => (relay.speech.batch > 1 ? whole : briefly)(relay)));
    });
    const url = `${server.address}/in/${first.token}`;
    await fetch(`${url}/broken`, { method: 'POST', body: '{"who":' });
    await fetch(`${server.address}/in/${first.token}x`, { method: 'POST', body: '72' });
    // The doors of Endurain's clients and of files, with what they refuse.
    await fetch(`${url}/api/v1/auth/login`, { method: 'POST', body: new URLSearchParams({ username: 'a' }) });
    const nothing = new FormData();
    nothing.append('file', new Blob(['nothing']), 'workout.fit');
    const uploaded = await fetch(`${url}/api/v1/activities/create/upload`, { method: 'POST', body: nothing });
    expect(uploaded.status).toBe(422);
    expect((await fetch(url, { method: 'POST', body: '<gpx>' })).status).toBe(422);
    await fetch(`${server.address}/in/${first.token}/${'y'.repeat(300)}`);
    const metrics = await (await fetch(`${server.address}/metrics`)).text();
    for (const token of tokens) {
      for (const part of [token.slice(3, 30), token.slice(-30)]) {
        for (const text of [server.err(), metrics, ...logs]) expect(text.includes(part)).toBe(false);
      }
    }
    expect(server.err()).toContain('/in/:token');
  });
});
