import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../src/domain/simulated-heart/seeded-random.ts';
import { HOUR_MS } from '../../src/domain/units.ts';
import { createAthlete } from '../support/athlete.ts';
import { startChaosProxy, type ChaosProxy } from '../support/chaos-proxy.ts';
import { startLiveCluster, type LiveCluster } from '../support/live-cluster.ts';
import { storedOf } from '../support/live-strap.ts';
import { startPhone, type Phone, type PhoneRun } from '../support/phone.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { tokensFor } from '../support/tokens.ts';

/** `SOAK=long` is the form of `npm run soak`; without it the same in half a minute. */
const LONG = process.env['SOAK'] === 'long';
const PHONES = LONG ? 40 : 6;
const STORM_MS = LONG ? 300_000 : 12_000;
const KILL_EVERY_MS = LONG ? 15_000 : 5_000;
const BEAT_EVERY_MS = 100;
const SEED = Number(process.env['SEED'] ?? 20_261_128);
/** A server that is not there, or busy, is asked again. */
const ASK_AGAIN_MS = 100;

let cluster: LiveCluster;
let server: ServerProcess;
let proxy: ChaosProxy;
let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'zone-coach-phones-'));
  cluster = await startLiveCluster();
  server = await startServer({ dataDir, env: { DATABASE_URL: cluster.url } });
  proxy = await startChaosProxy(portOf(server));
});

afterAll(async () => {
  await proxy.close();
  await server.kill();
  await cluster.stop();
  await rm(dataDir, { recursive: true, force: true });
});

function portOf({ address }: ServerProcess): number {
  return Number(new URL(address).port);
}

async function call(token: string, method: string, path: string): Promise<Response> {
  for (;;) {
    const response = await fetch(server.address + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
    }).catch(() => null);
    if (response !== null && response.status < 500) return response;
    await delay(ASK_AGAIN_MS);
  }
}

interface Athlete {
  readonly phone: Phone;
  readonly random: ReturnType<typeof seededRandom>;
  /** Of another screen, which deletes runs and revokes the phone. */
  readonly screen: string;
}

const phoneToken = async (athleteId: string): Promise<string> =>
  (await tokensFor(cluster.stores, [athleteId], ['live']))[0]!;

/** What may happen to a phone beside its beats; each at its chance per beat. */
const EVENTS: readonly (readonly [chance: number, happen: (athlete: Athlete) => Promise<void>])[] = [
  [
    0.02,
    async ({ phone, random }) => {
      phone.storage.mood = random.between(0, 1) < 0.5 ? 'refuses' : 'hangs';
      await Promise.resolve();
    },
  ],
  [
    0.06,
    async ({ phone }) => {
      phone.storage.mood = 'works';
      await Promise.resolve();
    },
  ],
  [
    0.03,
    async ({ phone, random }) => {
      // A tab that goes takes with it what no storage would keep: nobody can help that.
      const keepsOld = random.between(0, 1) < 0.3;
      if (phone.isKept()) await phone.reload(keepsOld);
    },
  ],
  [
    0.02,
    async ({ phone, random }) => {
      phone.skewMs = Math.round(random.between(-3, 3) * HOUR_MS);
      await Promise.resolve();
    },
  ],
  [
    0.01,
    async ({ phone, screen }) => {
      await revokePhone(screen);
      phone.token = await phoneToken(phone.athleteId);
      if (phone.isKept()) await phone.reload(false);
    },
  ],
  [
    0.01,
    async ({ phone, screen }) => {
      const { run } = phone;
      run.deletionAsked = true;
      run.deleted = (await call(screen, 'DELETE', `/v1/sessions/${run.session}`)).status === 204;
      if (run.deleted) await phone.beginRun();
    },
  ],
  // Beats that a wrong clock dated: too old to be believed, and set aside (L5).
  [
    0.01,
    async ({ phone }) => {
      for (let beat = 0; beat < 5; beat++) phone.capture(99, 45 * 24 * HOUR_MS);
      await Promise.resolve();
    },
  ],
];

/** Revokes every token of the athlete that only streams. */
async function revokePhone(screen: string): Promise<void> {
  const { items } = (await (await call(screen, 'GET', '/v1/devices')).json()) as {
    items: readonly { id: string; scopes: readonly string[]; revokedAt?: string | null }[];
  };
  for (const { id, scopes } of items) {
    if (scopes.join() === 'live') await call(screen, 'DELETE', `/v1/devices/${id}`);
  }
}

async function storm({ phone, random, screen }: Athlete, untilMs: number): Promise<void> {
  while (performance.now() < untilMs) {
    phone.capture(Math.round(random.between(80, 180)));
    for (const [chance, happen] of EVENTS) {
      if (random.between(0, 1) < chance) await happen({ phone, random, screen });
    }
    await delay(BEAT_EVERY_MS);
  }
}

/** Links of 100 to 5,000 bytes a second that are cut, and a server that is killed. */
async function weather(random: Athlete['random'], untilMs: number): Promise<void> {
  proxy.bytesPerSecond = () => Math.round(random.between(100, 5_000));
  let killAtMs = performance.now() + KILL_EVERY_MS;
  while (performance.now() < untilMs) {
    await delay(500);
    if (random.between(0, 1) < 0.1) proxy.cutAll();
    if (performance.now() > killAtMs) {
      killAtMs = performance.now() + KILL_EVERY_MS;
      await server.kill();
      server = await startServer({ dataDir, env: { DATABASE_URL: cluster.url } });
      proxy.target = portOf(server);
    }
  }
  proxy.bytesPerSecond = null;
  proxy.cutAll();
}

async function setAsideOf(screen: string): Promise<ReadonlyMap<string, number>> {
  const answer = await call(screen, 'GET', '/v1/recordings?state=set_aside');
  const { items } = (await answer.json()) as { items: readonly { id: string; items: number }[] };
  return new Map(items.map((each) => [each.id, each.items]));
}

/** Where the beats of a run are in the end. */
async function whereabouts(athleteId: string, run: PhoneRun, setAside: ReadonlyMap<string, number>) {
  const of = { athleteId, session: run.session };
  const stored = await storedOf(cluster.liveStore, of);
  return {
    stored: stored.map(({ seq, code }) => [seq, code]),
    counted: await countedOf(of),
    setAside: setAside.get(run.session) ?? 0,
  };
}

/** Beats in all recordings of the run: where a clock jumped by hours, it is cut into several, of ids that end alike. */
async function countedOf({ athleteId, session }: { athleteId: string; session: string }): Promise<number> {
  const ending = session.slice('00000000-0000'.length);
  const facts = await cluster.stores.recordings.listFacts(athleteId, 0, Number.MAX_SAFE_INTEGER);
  const ids = facts.map(({ id }) => id).filter((id) => id.endsWith(ending));
  const parts = await cluster.stores.recordings.load(athleteId, ids);
  return parts.reduce((sum, { items }) => sum + items.count, 0);
}

test(
  `every beat is stored once, or set aside and listed, or of a deleted run, or unsent on its phone (seed ${SEED})`,
  { timeout: LONG ? 900_000 : 170_000 },
  async () => {
    const athletes: Athlete[] = [];
    for (let i = 0; i < PHONES; i++) {
      const athleteId = await createAthlete(cluster.stores);
      const [screen] = await tokensFor(cluster.stores, [athleteId], ['read', 'manage']);
      const token = await phoneToken(athleteId);
      const phone = await startPhone({ url: () => proxy.url, athleteId, token });
      athletes.push({ phone, screen: screen!, random: seededRandom(SEED + i) });
    }
    const untilMs = performance.now() + STORM_MS;
    const sky = weather(seededRandom(SEED - 1), untilMs);
    await Promise.all(athletes.map((athlete) => storm(athlete, untilMs)));
    await sky;

    // One phone stays locked out: what it holds is shown as unsent.
    const [lockedOut, ...others] = athletes;
    lockedOut!.phone.storage.mood = 'works';
    await until(() => lockedOut!.phone.isKept());
    await revokePhone(lockedOut!.screen);
    await lockedOut!.phone.closeOtherTabs();
    for (let beat = 0; beat < 10; beat++) lockedOut!.phone.capture(120);

    await Promise.all(
      others.map(async ({ phone }) => {
        phone.storage.mood = 'works';
        // Whoever was revoked in the meantime is paired again.
        phone.token = await phoneToken(phone.athleteId);
        await until(() => phone.isKept());
        await phone.closeOtherTabs();
        await phone.finish();
      }),
    );
    for (const { phone, screen } of others) {
      const setAside = await setAsideOf(screen);
      for (const run of phone.runs) {
        const { stored, counted, setAside: aside } = await whereabouts(phone.athleteId, run, setAside);
        if (run.deleted || (run.deletionAsked && run.client.state === 'deleted')) {
          expect((await call(screen, 'GET', `/v1/sessions/${run.session}`)).status).toBe(404);
        } else {
          expect(stored).toEqual(run.beats.map((bpm, i) => [i + 1, bpm]));
          expect(counted + aside).toBe(run.beats.length);
        }
      }
    }
    const { phone, screen } = lockedOut!;
    const { run } = phone;
    await until(() => run.client.state === 'refused' || run.client.state === 'deleted');
    const { stored } = await whereabouts(phone.athleteId, run, await setAsideOf(screen));
    expect(run.client.unsentCount).toBeGreaterThanOrEqual(10);
    const last = run.beats.length - run.client.unsentCount;
    expect(stored.slice(0, last)).toEqual(run.beats.slice(0, last).map((bpm, i) => [i + 1, bpm]));
    phone.run.client.stop();
  },
);

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await delay(ASK_AGAIN_MS);
}
