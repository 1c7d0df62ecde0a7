import { type BenchRow, percentile, spreadOf } from '../bench.ts';
import { type Run, warmUp, withLoad } from './load.ts';

export interface LatencyLoad {
  readonly streams: number;
  readonly seconds: number;
  readonly repeats: number;
  /** Of the 99th percentile of an acknowledgement. */
  readonly atMostMs: number;
}

/** From the capture of an item to its acknowledgement, everything on one machine. */
export function measureLatency({
  streams,
  seconds,
  repeats,
  atMostMs,
}: LatencyLoad): AsyncIterable<BenchRow> {
  return withLoad(streams, async function* ({ live }) {
    await live.connect(streams);
    await warmUp(live);
    await live.watchLoop();
    const runs: Run[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) runs.push(await live.run(seconds));
    const note = `${streams} streams at 1 Hz on one process; Postgres and generator on the same machine`;
    const row = (what: string, atMost: number, figure: (run: Run) => number): BenchRow => ({
      what,
      unit: 'ms',
      measured: spreadOf(runs.map(figure)),
      goal: { of: 'measured', atMost },
      note,
    });
    yield row('acknowledgement, median', 300, ({ ackMs }) => percentile(ackMs, 0.5));
    yield row('acknowledgement, 99th percentile', atMostMs, ({ ackMs }) => percentile(ackMs, 0.99));
    yield row('event-loop delay, 99th percentile', 50, ({ loopDelayP99Ms }) => loopDelayP99Ms ?? NaN);
  });
}
