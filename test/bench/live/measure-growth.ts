import type { BenchRow, Spread } from '../bench.ts';
import { spreadOf } from '../bench.ts';
import { type Load, warmUp, withLoad } from './load.ts';
import { besideBare } from './measure-cpu.ts';
import { latencyRows } from './measure-latency.ts';

export interface Growth {
  /** Ascending. */
  readonly steps: readonly number[];
  /** At these steps and fewer streams the bare server is measured beside. */
  readonly bareUpTo: number;
  /** Compile the code first, as many streams as are enough for that. */
  readonly compiledBy: number;
  readonly seconds: number;
  readonly repeats: number;
}

interface Step {
  readonly streams: number;
  readonly measured: Spread;
}

/** A fifth is what two runs of the same size differ by on a quiet machine. */
const FLAT = 1.2;
const BAR_WIDTH = 60;
const UNIT = 'µs CPU/message';
/** Until V8 has compiled what a message passes through: at 100 streams alone that takes minutes. */
const COMPILE_SECONDS = 8;

/**
 * Processor time per message at ever more streams, of code that is compiled. Flat means that the last step costs no more
 * than the second: the first pays the commits, which are ten a second at any size, on few messages, and what a process
 * that sleeps pays to be woken, as the bare server beside it does. How long acknowledgements take at the last step is
 * measured with it.
 */
export function measureGrowth({
  steps,
  bareUpTo,
  compiledBy,
  seconds,
  repeats,
}: Growth): AsyncIterable<BenchRow> {
  return withLoad(Math.max(compiledBy, ...steps), async function* ({ live, startBare }) {
    const bare = await startBare();
    for (const load of [live, bare]) await compile(load, compiledBy);
    const done: Step[] = [];
    let open = 0;
    for (const streams of steps) {
      await live.connect(streams - open);
      await warmUp(live);
      const what = `live message at ${streams} streams`;
      if (streams <= bareUpTo) {
        await bare.connect(streams - open);
        const { measured, baseline } = await besideBare(live, bare, seconds, repeats);
        done.push({ streams, measured });
        yield { what, unit: UNIT, measured, baseline: { name: 'bare ws server', spread: baseline } };
      } else {
        await bare.disconnect();
        const figures: number[] = [];
        for (let repeat = 0; repeat < repeats; repeat++) {
          figures.push((await live.run(seconds)).cpuMicrosPerMessage);
        }
        const measured = spreadOf(figures);
        done.push({ streams, measured });
        yield { what, unit: UNIT, measured };
      }
      open = streams;
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

async function compile(load: Load, streams: number): Promise<void> {
  await load.connect(streams);
  await load.run(COMPILE_SECONDS);
  await load.disconnect();
}

/** Bars from zero, one line per size. */
function growthPlot(steps: readonly Step[]): string {
  const most = Math.max(...steps.map(({ measured }) => measured.middle));
  const bar = ({ streams, measured: { middle } }: Step): string =>
    `${String(streams).padStart(6)} ${'█'.repeat(Math.round((middle / most) * BAR_WIDTH))} ${middle.toFixed(1)}`;
  return ['CPU per message in µs, by number of streams', ...steps.map(bar)].join('\n');
}
