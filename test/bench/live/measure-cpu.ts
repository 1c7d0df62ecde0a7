import { alternate, type BenchRow } from '../bench.ts';
import { type BareLoad, type Load, type Run, warmUp, withLoad } from './load.ts';

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
  let run = await warmUp(live);
  let bareRun = run;
  await bare.connect(streams, frames);
  const { measured, baseline } = await alternate(
    async () => (run = await live.run(seconds)).cpuMicrosPerMessage,
    async () => {
      await bare.imitate(run);
      return (bareRun = await bare.run(seconds)).cpuMicrosPerMessage;
    },
  );
  const row = ROWS[frames];
  return {
    what: row.what,
    unit: 'µs CPU/message',
    measured,
    baseline: { name: row.baseline, spread: baseline },
    goal: { of: 'ratio', atMost: row.atMost },
    note: `${streams} streams at 1 Hz; sent back: ${framesOf(run)}, baseline ${framesOf(bareRun)}`,
    profile: await live.profile(seconds),
  };
}

function framesOf(run: Run): string {
  return `${(run.frames / run.sent).toFixed(2)} frames, ${Math.round(run.bytes / run.sent)} bytes a message`;
}
