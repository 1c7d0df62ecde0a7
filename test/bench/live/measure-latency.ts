import { type BenchRow, percentile, spreadOf } from '../bench.ts';
import { type Load, type Run, warmUp, withLoad } from './load.ts';

export interface LatencyLoad {
  readonly streams: number;
  readonly seconds: number;
  readonly repeats: number;
  /** Of the 99th percentile of an acknowledgement. */
  readonly atMostMs: number;
}

export function measureLatency(load: LatencyLoad): AsyncIterable<BenchRow> {
  return withLoad(load.streams, async function* ({ live }) {
    await live.connect(load.streams);
    await warmUp(live);
    yield* latencyRows(live, load);
  });
}

/** From the capture of an item to its acknowledgement, everything on one machine; `streams` are open and warm. */
export async function* latencyRows(
  live: Load,
  { streams, seconds, repeats, atMostMs }: LatencyLoad,
): AsyncGenerator<BenchRow> {
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
  yield {
    ...row('event-loop delay, 99th percentile', 50, ({ loopDelayP99Ms }) => loopDelayP99Ms ?? NaN),
    profile: await live.profile(seconds),
  };
}
