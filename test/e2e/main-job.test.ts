/** The main job from outside: the built server on an empty directory, a file, a strap, a simulated 4×4, one report. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ActivityWriter, fitTime } from '../../fixtures/activity-writer.ts';
import type { LiveItemTuple } from '../../src/adapters/wire/live/live-frames.ts';
import { simulateHeart } from '../../src/domain/simulated-heart/simulate-heart.ts';
import { drawSimulatedRun } from '../../src/domain/simulated-heart/simulated-run.ts';
import { apiClient } from '../support/api-client.ts';
import type { ApiClient } from '../support/api-client.ts';
import { makeDirectory } from '../support/guarded.ts';
import { RawLiveClient } from '../support/raw-live-client.ts';
import { answerOf, isAlive, startServer } from '../support/server-process.ts';
import type { ServerProcess } from '../support/server-process.ts';

const MAX_BPM = 190;
const SEED = 7;
const HOUR_MS = 3_600_000;

interface Cells {
  readonly activeSeconds: number;
  readonly cells: readonly { readonly id: string; readonly seconds: number }[];
  readonly bands: readonly { readonly id: string; readonly seconds: number }[];
}
interface Session extends Cells {
  readonly id: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly coverage: number;
  readonly simulated: boolean;
  readonly averageHeartRate: number;
  readonly sources: readonly { readonly kind: string; readonly usedSeconds: number }[];
  readonly fourByFour: { readonly credited: number };
}
interface Report extends Cells {
  readonly targets: readonly {
    readonly id: string;
    readonly credited: number;
    readonly credits: readonly { readonly sessionId: string; readonly localDate: string }[];
    readonly days:
      | readonly { readonly date: string; readonly seconds: number; readonly met: boolean }[]
      | null;
  }[];
  readonly days: readonly { readonly date: string; readonly sessions: readonly string[] }[];
}

let home = '';
let server: ServerProcess;
let token = '';
let api: ApiClient;
let simulatedId = '';
/** The watch's first second: five hours before the test, so at nine in the morning of the athlete's own day. */
const runMs = Math.floor(Date.now() / 1000) * 1000 - 5 * HOUR_MS;
const today = new Date(runMs + localOffsetMs(Date.now())).toISOString().slice(0, 10);
const environment = (): { dataDir: string } => ({ dataDir: join(home, 'data') });

/** Where it is about two in the afternoon now: whenever the test runs, everything in it is of one local day. */
function localOffsetMs(nowMs: number): number {
  return (14 - new Date(nowMs).getUTCHours()) * HOUR_MS;
}

function timeZone(): string {
  const hours = localOffsetMs(Date.now()) / HOUR_MS;
  // In these names the sign is turned round: Etc/GMT-9 is nine hours ahead.
  return hours === 0 ? 'Etc/UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

/** Key of the ISO week of a date, reckoned apart from the product. */
function isoWeekOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  const thursday = new Date(day.getTime() + (4 - (day.getUTCDay() || 7)) * 24 * HOUR_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 24 * HOUR_MS)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/**
 * The morning's run as the watch wrote it, in seconds from its start:
 *
 *        0– 600  100 bpm
 *      600–1200  118 bpm, then the timer is stopped until 1320 (not active)
 *     1320–2220  128 bpm
 *     2220–2265  records without a heart rate: unknown (Z4: a record without a value ends the hold)
 *     2265–2565  130 bpm, the last record at 2564; the next is at 2654: held for 60 s, to 2624, then unknown
 *     2654–2954  150 bpm, the last record at 2953 holds one second
 */
function watchFile(): Uint8Array {
  const start = fitTime(new Date(runMs).toISOString());
  const seconds = (count: number, bpm: number | null): (number | null)[] =>
    Array<number | null>(count).fill(bpm);
  return new ActivityWriter()
    .fileId({ created: start })
    .timer(start, 'start')
    .trace(start, [...seconds(600, 100), ...seconds(600, 118)])
    .timer(start + 1200, 'stop')
    .timer(start + 1320, 'start')
    .trace(start + 1320, [...seconds(900, 128), ...seconds(45, null), ...seconds(300, 130)])
    .trace(start + 2654, seconds(300, 150))
    .timer(start + 2954, 'stop_all')
    .session({ start, end: start + 2954, timerS: 2834 })
    .activity(start + 2954, { offsetS: localOffsetMs(Date.now()) / 1000 })
    .close();
}

/**
 * The strap of the same run, which went on: 125 bpm from 2600 to 2954, then 110 bpm to the last item at 3799, with a
 * silence after the item at 3300 until 3330.
 */
function strapItems(): LiveItemTuple[] {
  const items: LiveItemTuple[] = [];
  for (let second = 2600; second < 3800; second++) {
    if (second > 3300 && second < 3330) continue;
    items.push([second * 1000, runMs + second * 1000, second < 2954 ? 125 : 110]);
  }
  return items;
}

/**
 * Both together by hand, in seconds. The file wins wherever it knows (Z10), so of the strap count only the 30 s
 * (2624–2654) that the file does not know, and what comes after 2954: 110 bpm to 3310 (Z4: held 10 s past the item at
 * 3300), unknown to 3330, 110 bpm to 3800 (the last item holds one second).
 *
 *      100 bpm  600                        50–<60 % (95–113)    600 + 826 = 1426
 *      110 bpm  (3310−2954) + (3800−3330) = 356 + 470 = 826
 *      118 bpm  600                        60–65 % (114–123)    600
 *      125 bpm  30                         >65–70 % (124–133)   30 + 900 + 359 = 1289
 *      128 bpm  900
 *      130 bpm  299 + 60 = 359
 *      150 bpm  300                        >70–<85 % (134–161)  300
 *      unknown  45 + 20 = 65
 *      active   3800 − 120 (pause) = 3680 = 1426 + 600 + 1289 + 300 + 65
 */
const RUN = {
  activeSeconds: 3680,
  cells: {
    lt50: 0,
    '50to60': 1426,
    '60to65': 600,
    '65to70': 1289,
    '70to85': 300,
    '85to90': 0,
    gt90: 0,
    unknown: 65,
  },
  bands: { anti_inflammatory: 1426 + 600, zone2: 600 + 1289, interval_4x4: 0 },
  bpmSeconds: { 100: 600, 110: 826, 118: 600, 125: 30, 128: 900, 130: 359, 150: 300 },
  // (100·600 + 110·826 + 118·600 + 125·30 + 128·900 + 130·359 + 150·300) / 3615 = 432 280 / 3615 = 119.58
  averageHeartRate: 120,
} as const;

const secondsById = (list: readonly { id: string; seconds: number }[]): Record<string, number> =>
  Object.fromEntries(list.map(({ id, seconds }) => [id, seconds]));

/** Milliseconds of the stream per bpm, and unknown, one item after the other: Z4 in its plainest form. */
function integrate(items: readonly (readonly [atMs: number, bpm: number | null])[]): {
  msPerBpm: Map<number, number>;
  unknownMs: number;
} {
  const msPerBpm = new Map<number, number>();
  let unknownMs = 0;
  items.forEach(([atMs, bpm], index) => {
    const lengthMs = (items[index + 1]?.[0] ?? atMs + 1000) - atMs;
    const heldMs = bpm === null ? 0 : Math.min(lengthMs, 10_000);
    if (bpm !== null) msPerBpm.set(bpm, (msPerBpm.get(bpm) ?? 0) + heldMs);
    unknownMs += lengthMs - heldMs;
  });
  return { msPerBpm, unknownMs };
}

const CELL_EDGES: readonly (readonly [id: string, low: number, high: number])[] = [
  ['lt50', 0, 94],
  ['50to60', 95, 113],
  ['60to65', 114, 123],
  ['65to70', 124, 133],
  ['70to85', 134, 161],
  ['85to90', 162, 171],
  ['gt90', 172, 255],
];

/** What the simulated strap sent, as `simulate` draws it from the seed, and the time it takes in every cell. */
function simulatedStream(startedAt: string): {
  msPerBpm: Map<number, number>;
  cellMs: Record<string, number>;
} {
  const startMs = Date.parse(startedAt);
  const wanted = { planId: '4x4', maxBpm: MAX_BPM, seed: SEED } as const;
  const { startMs: drawnMs, endMs: drawnEndMs } = drawSimulatedRun({ ...wanted, endMs: startMs });
  const run = drawSimulatedRun({ ...wanted, endMs: startMs + drawnEndMs - drawnMs });
  const items = [...simulateHeart({ ...run, steps: run.plan.steps })].map(
    ([atMs, bpm]) => [atMs, bpm] as const,
  );
  items.forEach(([atMs, bpm], index) => {
    const [beforeMs, before] = items[index - 1] ?? [atMs, bpm];
    // No jump that Z7 would take for a fault: then every value counts as sent.
    if (bpm !== null && before !== null && atMs - beforeMs <= 10_000)
      expect(Math.abs(bpm - before)).toBeLessThan(25);
  });
  const { msPerBpm, unknownMs } = integrate(items);
  const cellMs: Record<string, number> = { unknown: unknownMs };
  for (const [id, low, high] of CELL_EDGES) {
    cellMs[id] = [...msPerBpm].reduce((sum, [bpm, ms]) => sum + (bpm >= low && bpm <= high ? ms : 0), 0);
  }
  return { msPerBpm, cellMs };
}

beforeAll(async () => {
  home = await makeDirectory('main-job');
  server = await startServer(environment());
  const create = ['athlete', 'create', '--name', 'Ane', '--time-zone', timeZone()];
  const max = ['--max-heart-rate', String(MAX_BPM), '--valid-from', '2020-01-01'];
  ({ token } = await answerOf<{ token: string }>([...create, ...max], environment()));
  api = apiClient(server.address, token);
});
afterAll(async () => {
  const pid = await server.postmasterPid();
  const { exitCode, err } = await server.interrupt();
  await rm(home, { recursive: true, force: true });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(await isAlive(pid!)).toBe(false);
});

describe('the main job', () => {
  it('takes the watch’s file, raw or in a form, once', async () => {
    const first = await api.uploadRaw(watchFile());
    expect(first.uploads).toMatchObject([{ status: 'imported' }]);
    const again = await api.uploadForm({ 'morning.fit': watchFile() });
    expect(again.uploads).toMatchObject([{ status: 'duplicate', sessions: first.uploads[0]!.sessions }]);
  });

  it('Z10: the strap of the same run, arriving later and twice, makes one session of both, each second once', async () => {
    const items = strapItems();
    const client = await RawLiveClient.connect(`${server.address.replace('http', 'ws')}/v1/live`, {
      authorization: `Bearer ${token}`,
    });
    const session = uuidV7({ msecs: runMs });
    const device = { name: 'Strap', kind: 'strap' };
    const clock = { mono: items.at(-1)![0], wall: items.at(-1)![1] };
    client.send({
      type: 'hello',
      protocol: 1,
      session,
      lastSeq: items.length,
      clock,
      device,
      sport: 'running',
    });
    await client.next('welcome');
    for (let at = 0; at < items.length; at += 130) {
      // Every batch again, with its neighbours cut elsewhere.
      for (const from of [at, Math.max(0, at - 40)]) {
        const part = items.slice(from, from + 130);
        client.send({ type: 'samples', first: from + 1, offset: 0, items: part });
        await client.next('ack', ({ seq }) => seq >= Math.min(from + 130, items.length));
      }
    }
    client.send({ type: 'end', lastSeq: items.length });
    await client.next('ended');
    client.socket.close();

    const { items: listed } = await api.get<{ items: Session[] }>(`/v1/sessions?from=${today}&to=${today}`);
    expect(listed).toHaveLength(1);
    const run = await api.get<Session>(`/v1/sessions/${listed[0]!.id}`);
    expect(run).toMatchObject({
      startedAt: new Date(runMs).toISOString(),
      endedAt: new Date(runMs + 3_800_000).toISOString(),
      activeSeconds: RUN.activeSeconds,
      averageHeartRate: RUN.averageHeartRate,
      simulated: false,
    });
    expect(secondsById(run.cells)).toEqual(RUN.cells);
    expect(secondsById(run.bands)).toEqual(RUN.bands);
    expect(run.coverage).toBeCloseTo((RUN.activeSeconds - 65) / RUN.activeSeconds, 10);
    // What nobody knows belongs to the source that was asked first: together they are the active time.
    expect(run.sources).toMatchObject([
      { kind: 'file', usedSeconds: 2834 - 30 },
      { kind: 'live', usedSeconds: 30 + 826 + 20 },
    ]);
    const { seconds } = await api.get<{ seconds: number[] }>(`/v1/sessions/${run.id}/histogram`);
    expect(seconds).toHaveLength(256);
    const known = Object.fromEntries([...seconds.entries()].filter(([, value]) => value > 0));
    expect(known).toEqual(RUN.bpmSeconds);
  });

  it('Z4: a simulated 4×4 is stored as it was sent, every millisecond of it', async () => {
    const url = server.address.replace('http', 'ws');
    const { sessions } = await answerOf<{ sessions: { session: string; startedAt: string }[] }>(
      ['simulate', '--url', url, '--token', token, '--plan', '4x4', '--speed', '600', '--seed', String(SEED)],
      environment(),
    );
    const { session, startedAt } = sessions[0]!;
    simulatedId = session;
    const sent = simulatedStream(startedAt);
    const { seconds } = await api.get<{ seconds: number[] }>(`/v1/sessions/${session}/histogram`);
    for (const [bpm, value] of seconds.entries()) {
      expect(value, `${bpm} bpm`).toBeCloseTo((sent.msPerBpm.get(bpm) ?? 0) / 1000, 6);
    }
    const stored = await api.get<Session>(`/v1/sessions/${session}`);
    expect(stored).toMatchObject({ simulated: true, fourByFour: { credited: 4 }, startedAt });
  });

  it('T1–T7: both are in the report of the week, with the numbers reckoned by hand', async () => {
    const report = await api.get<Report>(`/v1/reports/weeks/${isoWeekOf(today)}`);
    const simulated = await api.get<Session>(`/v1/sessions/${simulatedId}`);
    const { cellMs } = simulatedStream(simulated.startedAt);
    const simulatedMs = Object.values(cellMs).reduce((sum, ms) => sum + ms, 0);

    expect(report.activeSeconds).toBe(Math.floor(RUN.activeSeconds + simulatedMs / 1000));
    expect(report.cells.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(report.activeSeconds);
    for (const { id, seconds } of report.cells) {
      const expected = RUN.cells[id as keyof typeof RUN.cells] + cellMs[id]! / 1000;
      // Z3: rounded by largest remainder, so less than a second from the exact sum.
      expect(Math.abs(seconds - expected), id).toBeLessThan(1);
    }
    const bandMs = {
      anti_inflammatory: cellMs['50to60']! + cellMs['60to65']!,
      zone2: cellMs['60to65']! + cellMs['65to70']!,
      interval_4x4: cellMs['85to90']!,
    };
    for (const { id, seconds } of report.bands) {
      const band = id as keyof typeof bandMs;
      expect(seconds, id).toBe(Math.floor(RUN.bands[band] + bandMs[band] / 1000));
    }
    const target = (id: string) => report.targets.find((one) => one.id === id)!;
    const [run] = report.days.find(({ date }) => date === today)!.sessions;
    // T3: 1889 s ≥ 30:00 in Zone 2, and at least twice the 300 s above 70 %.
    expect(target('zone2')).toMatchObject({ credited: 1, credits: [{ sessionId: run, localDate: today }] });
    // T4: the recogniser found four; T7: at most one credit a day, of two candidates the earlier.
    expect(target('interval_4x4')).toMatchObject({ credited: 1, credits: [{ sessionId: simulatedId }] });
    expect(target('cardio')).toMatchObject({ credited: 1, credits: [{ sessionId: run }] });
    // T5: 2026 s ≥ 30:00 on this date, the walk home of the simulated run on top.
    expect(target('anti_inflammatory').credited).toBe(1);
    expect(target('anti_inflammatory').days!.filter(({ met }) => met)).toMatchObject([{ date: today }]);
    expect(report.days.flatMap(({ sessions }) => sessions)).toEqual([run, simulatedId]);
  });
});
