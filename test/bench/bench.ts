/**
 * What a benchmark is. A file `<topic>.bench.ts` in this folder exports `benches: readonly Bench[]`; `main.ts` finds it,
 * runs what the filter names, prints and writes each row as it is measured. A row is measured beside its baseline in the
 * same run, by alternating the two, because absolute numbers drift between machines and between minutes.
 */
export interface Bench {
  /** Filterable, e.g. `evaluation` or `live/ack-latency`. */
  readonly name: string;
  /** Yields a row as soon as it is measured. What it has started is stopped when it ends or is left. */
  run(): AsyncIterable<BenchRow>;
}

export interface BenchRow {
  readonly what: string;
  /** Of measured and baseline alike: `ms`, `bytes/sample`, `MB/s`, `µs CPU/message`. */
  readonly unit: string;
  readonly measured: Spread;
  /** Absent only where nothing comparable exists (a latency under a given load). */
  readonly baseline?: { readonly name: string; readonly spread: Spread };
  readonly goal?: Goal;
  /** Conditions a reader needs to judge the number: load, sizes, what is included. */
  readonly note?: string;
  /** Where the time of what was measured goes, largest first. */
  readonly profile?: readonly Share[];
}

/** Of the wall-clock time of the measuring thread or, where the row says so, of what it says. */
export interface Share {
  readonly where: string;
  readonly percent: number;
}

/** The bar a row is held to. `ratio` is measured ÷ baseline. */
export interface Goal {
  readonly of: 'measured' | 'ratio';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** The middle of the repeats with their range. */
export interface Spread {
  /** Their median; of `besideEachOther` their mean. */
  readonly middle: number;
  readonly lowest: number;
  readonly highest: number;
  readonly repeats: number;
}

export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('a spread needs at least one value');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return {
    middle: sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2,
    lowest: sorted[0]!,
    highest: sorted.at(-1)!,
    repeats: sorted.length,
  };
}

/** Nearest rank of ascending values. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
}

type Measure = () => number | Promise<number>;

/** Repeats from which a pair is steady, where both spread by no more than this share of their medians. */
const STEADY_FROM = 3;
const STEADY_SPREAD = 0.1;

/**
 * Runs both measures once unrecorded (warm-up), then alternately until both are steady, at most `repeats` times. Each
 * returns its figure in the row's unit, so it decides itself what is inside the measured section.
 */
export async function alternate(
  measured: Measure,
  baseline: Measure,
  repeats = 5,
): Promise<{ measured: Spread; baseline: Spread }> {
  const figures = { measured: [] as number[], baseline: [] as number[] };
  await measured();
  await baseline();
  for (let repeat = 1; repeat <= repeats; repeat++) {
    figures.measured.push(await measured());
    figures.baseline.push(await baseline());
    if (repeat >= STEADY_FROM && isSteady(figures.measured) && isSteady(figures.baseline)) break;
  }
  return { measured: spreadOf(figures.measured), baseline: spreadOf(figures.baseline) };
}

/**
 * In turn, where a rare and large cost belongs to the figure, such as a major collection: each figure is the mean of all its
 * runs. The median of short runs would leave that cost out, or take it for the rule, by luck. Each run of the baseline stands
 * beside the run of the measured that it follows; the first of both warms up.
 */
export async function besideEachOther<Run>(
  measured: () => Promise<Run>,
  baseline: (beside: Run) => Promise<Run>,
  figure: (run: Run) => number,
  pairs: number,
): Promise<{
  measured: Spread;
  baseline: Spread;
  runs: readonly (readonly [measured: Run, baseline: Run])[];
}> {
  const runs: [Run, Run][] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const run = await measured();
    runs.push([run, await baseline(run)]);
  }
  runs.shift();
  return {
    measured: meanOf(runs.map(([run]) => figure(run))),
    baseline: meanOf(runs.map(([, run]) => figure(run))),
    runs,
  };
}

function meanOf(values: readonly number[]): Spread {
  return { ...spreadOf(values), middle: values.reduce((sum, value) => sum + value, 0) / values.length };
}

/**
 * For a ratio near one: single calls of both in turn, so that whatever slows the machine for some milliseconds slows both.
 * Each repeat is the median of `calls` milliseconds, which what slows a single call does not move.
 */
export async function callByCall(
  measured: () => Promise<unknown>,
  baseline: () => Promise<unknown>,
  repeats = 15,
  calls = 100,
): Promise<{ measured: Spread; baseline: Spread }> {
  const figures = { measured: [] as number[], baseline: [] as number[] };
  for (let repeat = 0; repeat < repeats; repeat++) {
    const each = { measured: [] as number[], baseline: [] as number[] };
    for (let call = 0; call < calls; call++) {
      each.measured.push(await millisecondsPer(1, measured));
      each.baseline.push(await millisecondsPer(1, baseline));
    }
    figures.measured.push(spreadOf(each.measured).middle);
    figures.baseline.push(spreadOf(each.baseline).middle);
  }
  return { measured: spreadOf(figures.measured), baseline: spreadOf(figures.baseline) };
}

function isSteady(values: readonly number[]): boolean {
  const { middle, lowest, highest } = spreadOf(values);
  return highest - lowest <= STEADY_SPREAD * middle;
}

/** Milliseconds per call of `work`, averaged over `calls` calls in a row. */
export async function millisecondsPer(calls: number, work: (call: number) => unknown): Promise<number> {
  const start = performance.now();
  for (let call = 0; call < calls; call++) {
    const result = work(call);
    if (result instanceof Promise) await result;
  }
  return (performance.now() - start) / calls;
}

/**
 * Processor milliseconds per call of synchronous `work`, all threads of this process, garbage collection included: for
 * what waits for nothing, so that a busy machine does not change the figure.
 */
export function cpuMillisecondsPer(calls: number, work: () => unknown): number {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / calls;
}

/** `null` without a goal. */
export function goalMet(row: BenchRow): boolean | null {
  if (!row.goal) return null;
  const { of, atMost, atLeast } = row.goal;
  const figure = of === 'ratio' ? ratioOf(row) : row.measured.middle;
  if (figure === null) return false;
  return (atMost === undefined || figure <= atMost) && (atLeast === undefined || figure >= atLeast);
}

export function ratioOf(row: BenchRow): number | null {
  return row.baseline ? row.measured.middle / row.baseline.spread.middle : null;
}
