import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Share } from './bench.ts';

/** Of one tick of the system's clocks, as `/proc` counts. */
const TICK_MS = 10;

/** Processor time of a server and its Postgres so far. */
export interface ProcessorTime {
  readonly atMs: number;
  readonly mainThreadMs: number;
  readonly serverMs: number;
  readonly postgresMs: number;
  readonly machineMs: number;
}

export async function processorTime(serverPid: number, postmasterPid: number): Promise<ProcessorTime> {
  const [machine, server, main] = await Promise.all([
    readFile('/proc/stat', 'utf8'),
    statOf(String(serverPid)),
    statOf(`${serverPid}/task/${serverPid}`),
  ]);
  const stats = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(statOf));
  const postgres = stats.filter((stat) => stat?.parent === postmasterPid || stat?.pid === postmasterPid);
  // user nice system idle iowait irq softirq steal
  const ticks = machine.split('\n')[0]!.split(/\s+/).slice(1, 9).map(Number);
  return {
    atMs: performance.now(),
    mainThreadMs: main?.ms ?? 0,
    serverMs: server?.ms ?? 0,
    postgresMs: postgres.reduce((sum, stat) => sum + (stat?.ms ?? 0), 0),
    machineMs:
      TICK_MS * ticks.reduce((sum, each, place) => (place === 3 || place === 4 ? sum : sum + each), 0),
  };
}

/** How what all cores could do between the two divides, largest first. */
export function processorShares(from: ProcessorTime, to: ProcessorTime): Share[] {
  const wholeMs = (to.atMs - from.atMs) * availableParallelism();
  const spent = (key: Exclude<keyof ProcessorTime, 'atMs'>): number => to[key] - from[key];
  const told = {
    'the server’s main thread': spent('mainThreadMs'),
    'its workers for files, disk, zip': spent('serverMs') - spent('mainThreadMs'),
    Postgres: spent('postgresMs'),
    'everything else on the machine': spent('machineMs') - spent('serverMs') - spent('postgresMs'),
    '(idle)': wholeMs - spent('machineMs'),
  };
  return Object.entries(told)
    .map(([where, ms]) => ({ where, percent: (100 * ms) / wholeMs }))
    .sort((a, b) => b.percent - a.percent);
}

/** Null when it has ended meanwhile. */
export async function statOf(path: string): Promise<{ pid: number; parent: number; ms: number } | null> {
  const text = await readFile(`/proc/${path}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The name in brackets may hold anything.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return { pid: parseInt(text, 10), parent: fields[1]!, ms: TICK_MS * (fields[11]! + fields[12]!) };
}
