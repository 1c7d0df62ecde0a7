import { setTimeout as delay } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type InletServer, startInletServer, storedBeats } from '../../support/inlet-server.ts';
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
