import { alternate, type BenchRow } from '../bench.ts';
import { type Run, warmUp, withLoad } from './load.ts';

/** Processor time of the server process per message, beside a bare `ws` server with the same frames in and out. */
export function measureCpu(streams: number, seconds: number): AsyncIterable<BenchRow> {
  return withLoad(streams, async function* ({ live, startBare }) {
    await live.connect(streams);
    let run = await warmUp(live);
    let bareRun = run;
    const bare = await startBare();
    await bare.connect(streams);
    const { measured, baseline } = await alternate(
      async () => (run = await live.run(seconds)).cpuMicrosPerMessage,
      async () => {
        await bare.imitate(run);
        return (bareRun = await bare.run(seconds)).cpuMicrosPerMessage;
      },
    );
    yield {
      what: 'live message: validate, clean, cells, 4×4, coach frame, committed acknowledgement',
      unit: 'µs CPU/message',
      measured,
      baseline: { name: 'bare ws server, JSON.parse and as many frames back', spread: baseline },
      goal: { of: 'ratio', atMost: 2 },
      note: `${streams} streams at 1 Hz; sent back: ${framesOf(run)}, baseline ${framesOf(bareRun)}`,
    };
  });
}

function framesOf(run: Run): string {
  return `${(run.frames / run.sent).toFixed(2)} frames, ${Math.round(run.bytes / run.sent)} bytes a message`;
}
