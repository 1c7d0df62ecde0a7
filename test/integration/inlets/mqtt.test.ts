import { setTimeout as delay } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type InletServer, startInletServer, storedBeats } from '../../support/inlet-server.ts';
import {
  doubledAndShuffled,
  faultOf,
  inletBeats,
  relaySources,
  SPEAKING,
} from '../../support/relay-sources.ts';
import { type Mosquitto, startMosquitto } from '../../support/mosquitto.ts';

let database: TestDatabase;
let broker: Mosquitto;
let server: InletServer;
let app: MqttClient;

beforeEach(async () => {
  database = await createTestDatabase();
  broker = await startMosquitto();
  server = await startInletServer(database.url, { MQTT_URL: broker.url });
  app = await mqtt.connectAsync(broker.url, { clientId: 'app', reconnectPeriod: 100 });
});

afterEach(async () => {
  await app.endAsync(true);
  await server.close();
  await broker.stop();
  await database.dispose();
});

async function beatsOf(inletId: string): Promise<(readonly [number, number])[]> {
  const run = (await server.service.stores.inlets.find(server.athleteId, inletId))?.run ?? null;
  return storedBeats(server.service, server.athleteId, run === null ? [] : [run.sessionId]);
}

/** Where an app publishes by default; else to the topic of its inlet. */
const TOPICS: Readonly<Record<string, string>> = {
  hr_push: 'hr_push',
  'sensor-logger': 'sensor-logger',
  'polar-recorder': 'polar_recorder/HR/A1B2C3D4',
};

test('each dialect, stored equals sent, once each: a tenth sent late, all twice, reordered, clocks wrong, broker and server restarted', async () => {
  const all = relaySources(6);
  const sources = await Promise.all(
    SPEAKING.map(async ({ id }, n) => {
      // One of each kind, since a topic without an inlet in it reaches the only one; their clocks take turns.
      const ofKind = all.filter(({ relay }) => relay.id === id);
      const source = ofKind[n % ofKind.length]!;
      const inlet = await server.makeInlet({ kind: id });
      return { ...source, inlet, topic: TOPICS[id] ?? `zone-coach/${inlet.id}/hr` };
    }),
  );
  const { athleteId } = server;
  const stored = (inletId: string) => inletBeats(server.service, athleteId, inletId);
  const messages = doubledAndShuffled(
    sources.map(({ messages: bodies, topic }) => bodies.map((body) => ({ body, topic }))),
  );
  // The first message only when the service listens: a broker keeps nothing for nobody.
  await expect
    .poll(
      async () => {
        await app.publishAsync(messages[0]!.topic, messages[0]!.body, { qos: 1 });
        return (await Promise.all(sources.map(({ inlet }) => stored(inlet.id)))).flat().length;
      },
      { timeout: 50_000 },
    )
    .toBe(1);
  const sending: Promise<unknown>[] = [];
  const publish = (some: readonly { topic: string; body: string }[]): void => {
    for (const { topic, body } of some) sending.push(app.publishAsync(topic, body, { qos: 1 }));
  };
  const late = messages.filter((_, n) => n % 10 === 9);
  const inTime = messages.filter((_, n) => n % 10 !== 9);
  const third = Math.ceil(inTime.length / 3);
  publish(inTime.slice(0, third));
  await broker.restart();
  publish(inTime.slice(third, 2 * third));
  await server.close();
  publish(inTime.slice(2 * third));
  server = { ...(await startInletServer(database.url, { MQTT_URL: broker.url })), athleteId };
  publish(late);
  await Promise.all(sending);
  for (const source of sources) {
    await expect
      .poll(async () => faultOf(source, await stored(source.inlet.id)), { timeout: 60_000 })
      .toBeNull();
  }
}, 180_000);

test('an inlet has its own topic; what may be told reaches Home Assistant, retained and with an end', async () => {
  const measured = { bpm: 190, source: 'measured', validFrom: '2020-01-01' };
  expect((await server.call('POST', '/v1/athlete/max-heart-rates', measured)).status).toBe(201);
  const { id } = await server.makeInlet({ name: 'Bike', answerWithCoaching: true });
  const quiet = await server.makeInlet({ name: 'Quiet' });
  const heard = new Map<string, string>();
  const home = await mqtt.connectAsync(broker.url, { clientId: 'home' });
  home.on('message', (topic, payload) => void heard.set(topic, payload.toString()));
  await home.subscribeAsync(['homeassistant/#', 'zone-coach-state/#']);
  const deadlineMs = Date.now() + 20_000;
  while (!heard.has(`zone-coach-state/${id}`) && Date.now() < deadlineMs) {
    await app.publishAsync(`zone-coach/${id}/hr`, '{"bpm":128}', { qos: 1 });
    await app.publishAsync(`zone-coach/${quiet.id}`, '{"bpm":129}', { qos: 1 });
    await delay(200);
  }
  expect(JSON.parse(heard.get(`zone-coach-state/${id}`)!)).toEqual({
    bpm: 128,
    band: 'zone2',
    minutesLeft: expect.any(Number) as number,
  });
  expect([...heard.keys()].filter((topic) => topic.includes(quiet.id))).toEqual([]);
  expect(heard.get('zone-coach-state/available')).toBe('online');
  const node = `zone_coach_${id.replaceAll('-', '')}`;
  expect(JSON.parse(heard.get(`homeassistant/sensor/${node}/heart_rate/config`)!)).toMatchObject({
    unique_id: `${node}_heart_rate`,
    state_topic: `zone-coach-state/${id}`,
    unit_of_measurement: 'bpm',
    state_class: 'measurement',
    expire_after: 10,
    availability_topic: 'zone-coach-state/available',
  });
  await home.endAsync(true);
  const late = await mqtt.connectAsync(broker.url, { clientId: 'late' });
  const retained = new Promise<string>((resolve) => late.once('message', (topic) => resolve(topic)));
  await late.subscribeAsync('homeassistant/#');
  expect(await retained).toContain(node);
  await late.endAsync(true);
}, 60_000);

test('what is of no inlet, or of several, goes nowhere and stops nothing', async () => {
  await server.makeInlet({ kind: 'sensor-logger' });
  await server.makeInlet({ kind: 'sensor-logger' });
  const { id, token } = await server.makeInlet();
  const batch =
    '{"messageId":1,"sessionId":"s","payload":[{"name":"heart rate","time":1,"values":{"bpm":72}}]}';
  await expect
    .poll(
      async () => {
        await app.publishAsync('sensor-logger', batch, { qos: 1 });
        await app.publishAsync('zone-coach/nobody', '72', { qos: 1 });
        await app.publishAsync(`zone-coach/${token}`, '130', { qos: 1 });
        return (await beatsOf(id)).length > 0;
      },
      { timeout: 50_000 },
    )
    .toBe(true);
}, 60_000);
