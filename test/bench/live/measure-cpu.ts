import { besideEachOther, type BenchRow } from '../bench.ts';
import { type BareLoad, type Load, type Run, warmUp, withLoad } from './load.ts';

/**
 * Runs of each. A major collection costs as much as a fifth of the messages of a run and comes in some of them only: it
 * has its share in their mean.
 */
const PAIRS = 4;

/** Processor time of the server process per message, beside a bare `ws` server with the same frames in and out. */
export function measureCpu(streams: number, seconds: number): AsyncIterable<BenchRow> {
  return withLoad(streams, async function* ({ live, startBare }) {
    const bare = await startBare();
    yield await measureFrames(live, bare, { streams, seconds, frames: 'text' });
    for (const load of [live, bare]) await load.disconnect();
    yield await measureFrames(live, bare, { streams, seconds, frames: 'binary' });
  });
}

const ROWS = {
  text: {
    what: 'live message: validate, clean, cells, 4×4, coach frame, committed acknowledgement',
    baseline: 'bare ws server, JSON.parse and as many frames back',
    atMost: 1.5,
  },
  binary: {
    what: 'the same as a raw packet in a binary frame',
    baseline: 'bare ws server that reads the head, and as many frames back',
    atMost: 1.25,
  },
} as const;

async function measureFrames(
  live: Load,
  bare: BareLoad,
  { streams, seconds, frames }: { streams: number; seconds: number; frames: keyof typeof ROWS },
): Promise<BenchRow> {
  await live.connect(streams, frames);
  await warmUp(live);
  await bare.connect(streams, frames);
  const { measured, baseline, runs } = await besideBare(live, bare, seconds, PAIRS);
  const row = ROWS[frames];
  return {
    what: row.what,
    unit: 'µs CPU/message',
    measured,
    baseline: { name: row.baseline, spread: baseline },
    goal: { of: 'ratio', atMost: row.atMost },
    note: `${streams} streams at 1 Hz; sent back: ${framesOf(runs.map(([run]) => run))}, baseline ${framesOf(runs.map(([, run]) => run))}`,
    profile: await live.profile(seconds),
  };
}

/** CPU per message of both; each run of the bare server sends what the live one sent in the run before. */
export function besideBare(
  live: Load,
  bare: BareLoad,
  seconds: number,
  pairs: number,
): ReturnType<typeof besideEachOther<Run>> {
  return besideEachOther(
    () => live.run(seconds),
    async (run) => {
      await bare.imitate(run);
      return bare.run(seconds);
    },
    ({ cpuMicrosPerMessage }) => cpuMicrosPerMessage,
    pairs,
  );
}

/** Of all runs together. */
function framesOf(runs: readonly Run[]): string {
  const sum = (figure: (run: Run) => number): number => runs.reduce((all, run) => all + figure(run), 0);
  const sent = sum((run) => run.sent);
  return `${(sum((run) => run.frames) / sent).toFixed(2)} frames, ${Math.round(sum((run) => run.bytes) / sent)} bytes a message`;
}
