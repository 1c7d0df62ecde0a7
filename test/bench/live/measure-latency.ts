import { type BenchRow, percentile, spreadOf } from '../bench.ts';
import { type Run, warmUp, withLoad } from './load.ts';

/** From the capture of an item to its acknowledgement, everything on one machine. */
export function measureLatency(streams: number, seconds: number, repeats = 5): AsyncIterable<BenchRow> {
  return withLoad(streams, async function* ({ live }) {
    await live.connect(streams);
    await warmUp(live);
    await live.watchLoop();
    const runs: Run[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) runs.push(await live.run(seconds));
    const note = `${streams} streams at 1 Hz; server, Postgres and generator on this machine`;
    const row = (what: string, atMost: number, figure: (run: Run) => number): BenchRow => ({
      what,
      unit: 'ms',
      measured: spreadOf(runs.map(figure)),
      goal: { of: 'measured', atMost },
      note,
    });
    yield row('acknowledgement, median', 300, ({ ackMs }) => percentile(ackMs, 0.5));
    yield row('acknowledgement, 99th percentile', 1_000, ({ ackMs }) => percentile(ackMs, 0.99));
    yield row('event-loop delay, 99th percentile', 50, ({ loopDelayP99Ms }) => loopDelayP99Ms ?? NaN);
  });
}
