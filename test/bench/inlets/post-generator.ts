/** Posts beats from each of many apps at one pace, evenly spread over time, each on a separate connection. */
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { endWithParent } from '../live/usage.ts';

export interface PostQuestion {
  readonly port: number;
  readonly paths: readonly string[];
  readonly seconds: number;
  /** Beats a second from each app. */
  readonly paceHz: number;
}

export interface PostReport {
  readonly sent: number;
  /** From the begin of a request to the end of its answer, ascending. */
  readonly ackMs: readonly number[];
  /** How many were answered otherwise than with 200, by status. */
  readonly refused: Readonly<Record<number, number>>;
}

const SECOND_MS = 1_000;
const agents = new Map<string, Agent>();

process.on('message', (question: PostQuestion) => {
  void run(question).then((report) => process.send?.(report));
});
endWithParent();

async function run({ port, paths, seconds, paceHz }: PostQuestion): Promise<PostReport> {
  const ackMs: number[] = [];
  const refused: Record<number, number> = {};
  const begunAt = performance.now();
  const beats = seconds * paceHz;
  const everyMs = SECOND_MS / paceHz;
  const app = async (path: string, index: number): Promise<void> => {
    const key = `${port}${path}`;
    const agent = agents.get(key) ?? new Agent({ keepAlive: true, maxSockets: 1 });
    agents.set(key, agent);
    for (let nth = 0; nth < beats; nth++) {
      const dueMs = begunAt + everyMs * (nth + index / paths.length);
      await delay(Math.max(0, dueMs - performance.now()));
      const sentAt = performance.now();
      const status = await post({ port, path, agent, body: beat(100 + ((index + nth) % 60)) });
      if (status === 200) ackMs.push(performance.now() - sentAt);
      else refused[status] = (refused[status] ?? 0) + 1;
    }
  };
  await Promise.all(paths.map(app));
  return { sent: paths.length * beats, ackMs: ackMs.sort((a, b) => a - b), refused };
}

/** As hr_push sends. */
function beat(bpm: number): string {
  return JSON.stringify({
    event: 'heartRate',
    heartRate: bpm,
    percent: 0.42,
    connected: true,
    device: 'Polar H10',
    timestamp: new Date().toISOString(),
  });
}

function post(to: { port: number; path: string; agent: Agent; body: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const { body, ...where } = to;
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request({ ...where, host: '127.0.0.1', method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
