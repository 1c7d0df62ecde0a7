import { readFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { Share } from './bench.ts';

const SAMPLE_MICROS = 200;
/** Places below this share are told together. */
const LEAST_PERCENT = 2;
const OTHER = 'other';
const NODE = 'node';
const PROFILER = 'node:inspector';
const IDLE = '(idle)';

type Frame = Profiler.ProfileNode['callFrame'];

/**
 * Where the wall-clock time of `work` goes on this thread, by the folder of the code that runs, largest first. Waiting for
 * Postgres or another thread is `(idle)`. Of a compiled program: its regions name the sources.
 */
export async function profileOf(work: () => Promise<unknown>): Promise<Share[]> {
  const end = await startProfile();
  try {
    await work();
  } catch (error) {
    await end();
    throw error;
  }
  return end();
}

/** The same from now on, until what it answers is called; `busy` leaves out what the thread waits. */
export async function startProfile(of: 'all' | 'busy' = 'all'): Promise<() => Promise<Share[]>> {
  const session = new Session();
  session.connect();
  const post = promisify(session.post.bind(session)) as (method: string, params?: object) => Promise<unknown>;
  await post('Profiler.enable');
  await post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROS });
  await post('Profiler.start');
  return async () => {
    const { profile } = (await post('Profiler.stop')) as Profiler.StopReturnType;
    session.disconnect();
    return sharesOf(profile, of === 'busy' ? [PROFILER, IDLE] : [PROFILER]);
  };
}

function sharesOf(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  leftOut: readonly string[],
): Share[] {
  const places = placesOf();
  const placeOfNode = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame, places)]));
  const micros = new Map<string, number>();
  let sumMicros = 0;
  samples.forEach((id, index) => {
    const place = placeOfNode.get(id);
    if (place === undefined || leftOut.includes(place)) return;
    const delta = timeDeltas[index] ?? 0;
    micros.set(place, (micros.get(place) ?? 0) + delta);
    sumMicros += delta;
  });
  const shares = [...micros].map(([where, spent]) => ({ where, percent: (100 * spent) / sumMicros }));
  const named = shares
    .filter(({ where, percent }) => where !== OTHER && percent >= LEAST_PERCENT)
    .sort((a, b) => b.percent - a.percent);
  const restPercent = 100 - named.reduce((sum, { percent }) => sum + percent, 0);
  return [...named, { where: OTHER, percent: restPercent }];
}

type Places = (url: string, line: number, column: number) => string | null;

function placeOf({ functionName, url, lineNumber, columnNumber }: Frame, places: Places): string {
  if (url === '') {
    // By which the profiler itself is started.
    if (functionName === 'dispatch') return PROFILER;
    return functionName.startsWith('(') ? functionName : NODE;
  }
  if (url.startsWith('node:')) return url === PROFILER ? url : NODE;
  return places(url, lineNumber, columnNumber) ?? OTHER;
}

/** By the maps that the compiler writes beside its files. */
function placesOf(): Places {
  const maps = new Map<string, SourceMap>();
  return (url, line, column) => {
    let map = maps.get(url);
    if (map === undefined) {
      const text = readFileSync(`${fileURLToPath(url)}.map`, 'utf8');
      maps.set(url, (map = new SourceMap(JSON.parse(text) as SourceMapPayload)));
    }
    const entry = map.findEntry(line, column);
    return 'originalSource' in entry ? folderOf(entry.originalSource) : null;
  };
}

/** Three levels of ours, the name of a package otherwise. Sources are told relative to the compiled file. */
function folderOf(source: string): string {
  const parts = source.split('/').filter((part) => part !== '..');
  const packages = parts.lastIndexOf('node_modules');
  if (packages >= 0)
    return parts.slice(packages + 1, packages + (parts[packages + 1]!.startsWith('@') ? 3 : 2)).join('/');
  return parts.slice(0, Math.min(3, parts.length - 1)).join('/');
}
