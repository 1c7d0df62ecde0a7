import { alternate, type BenchRow, type Spread } from '../bench.ts';
import { warmUp, withLoad } from './load.ts';
import { latencyRows } from './measure-latency.ts';

interface Step {
  readonly streams: number;
  readonly measured: Spread;
  readonly baseline: Spread;
}

/** A fifth is what two runs of the same size differ by on a quiet machine. */
const FLAT = 1.2;
const BAR_WIDTH = 60;
const UNIT = 'µs CPU/message';

/**
 * Processor time per message at ever more streams, each step beside the bare server at as many. Flat means that the last
 * step costs no more than the second: the first pays the commits, which are ten a second at any size, on few messages.
 * How long acknowledgements take at the last step is measured with it, once the bare server's streams are closed.
 */
export function measureGrowth(
  steps: readonly number[],
  seconds: number,
  repeats: number,
): AsyncIterable<BenchRow> {
  return withLoad(steps.at(-1)!, async function* ({ live, startBare }) {
    await live.connect(steps[0]!);
    let run = await warmUp(live);
    const bare = await startBare();
    await bare.connect(steps[0]!);
    const done: Step[] = [];
    for (const [i, streams] of steps.entries()) {
      if (i > 0) {
        await live.connect(streams - steps[i - 1]!);
        await bare.connect(streams - steps[i - 1]!);
      }
      const { measured, baseline } = await alternate(
        async () => (run = await live.run(seconds)).cpuMicrosPerMessage,
        async () => {
          await bare.imitate(run);
          return (await bare.run(seconds)).cpuMicrosPerMessage;
        },
        repeats,
      );
      done.push({ streams, measured, baseline });
      yield {
        what: `live message at ${streams} streams`,
        unit: UNIT,
        measured,
        baseline: { name: 'bare ws server at as many', spread: baseline },
      };
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
    await bare.disconnect();
    yield* latencyRows(live, { streams: last.streams, seconds, repeats, atMostMs: 500 });
  });
}

/** Bars from zero, one line per size and server. */
function growthPlot(steps: readonly Step[]): string {
  const most = Math.max(...steps.flatMap(({ measured, baseline }) => [measured.median, baseline.median]));
  const bar = (streams: number, server: string, { median }: Spread): string =>
    `${String(streams).padStart(6)} ${server} ${'█'.repeat(Math.round((median / most) * BAR_WIDTH))} ${median.toFixed(1)}`;
  return [
    'CPU per message in µs, by number of streams',
    ...steps.flatMap(({ streams, measured, baseline }) => [
      bar(streams, 'live', measured),
      bar(streams, 'bare', baseline),
    ]),
  ].join('\n');
}
