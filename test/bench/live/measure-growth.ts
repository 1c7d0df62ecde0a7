import { type BenchRow, type Spread, spreadOf } from '../bench.ts';
import { warmUp, withLoad } from './load.ts';
import { latencyRows } from './measure-latency.ts';

interface Step {
  readonly streams: number;
  readonly measured: Spread;
}

/** A fifth is what two runs of the same size differ by on a quiet machine. */
const FLAT = 1.2;
const BAR_WIDTH = 60;
const UNIT = 'µs CPU/message';

/**
 * Processor time per message at ever more streams. Flat means that the last step costs no more than the second: the first
 * pays the commits, which are ten a second at any size, on few messages. How long acknowledgements take at the last step
 * is measured with it.
 */
export function measureGrowth(
  steps: readonly number[],
  seconds: number,
  repeats: number,
): AsyncIterable<BenchRow> {
  return withLoad(steps.at(-1)!, async function* ({ live }) {
    const done: Step[] = [];
    let open = 0;
    for (const streams of steps) {
      await live.connect(streams - open);
      open = streams;
      await warmUp(live);
      const figures: number[] = [];
      for (let repeat = 0; repeat < repeats; repeat++) {
        figures.push((await live.run(seconds)).cpuMicrosPerMessage);
      }
      const measured = spreadOf(figures);
      done.push({ streams, measured });
      yield { what: `live message at ${streams} streams`, unit: UNIT, measured };
    }
    const [reference, last] = [done[1]!, done.at(-1)!];
    yield {
      what: `growth from ${reference.streams} to ${last.streams} streams`,
      unit: UNIT,
      measured: last.measured,
      baseline: { name: `live message at ${reference.streams} streams`, spread: reference.measured },
      goal: { of: 'ratio', atMost: FLAT },
    };
    process.stdout.write(`${growthPlot(done)}\n`);
    yield* latencyRows(live, { streams: last.streams, seconds, repeats, atMostMs: 500 });
  });
}

/** Bars from zero, one line per size. */
function growthPlot(steps: readonly Step[]): string {
  const most = Math.max(...steps.map(({ measured }) => measured.median));
  const bar = ({ streams, measured: { median } }: Step): string =>
    `${String(streams).padStart(6)} ${'█'.repeat(Math.round((median / most) * BAR_WIDTH))} ${median.toFixed(1)}`;
  return ['CPU per message in µs, by number of streams', ...steps.map(bar)].join('\n');
}
