import { type BenchRow, spreadOf } from '../bench.ts';
import { type Load, warmUp, withLoad } from './load.ts';
import type { Usage } from './usage.ts';

/** Opened before anything is measured, so that what is made once for all streams is not counted as theirs. */
const FIRST_STREAMS = 200;
const STEPS = 5;

/** Heap of the server per stream that is open and idle, beside a bare `ws` connection. Each step opens more of them. */
export function measureMemory(streams: number): AsyncIterable<BenchRow> {
  const perStep = Math.round(streams / STEPS);
  return withLoad(FIRST_STREAMS + perStep * STEPS, async function* ({ live, startBare }) {
    await live.connect(FIRST_STREAMS);
    await warmUp(live);
    const bare = await startBare();
    await bare.connect(FIRST_STREAMS);
    await warmUp(bare);
    const idle = await growthPerStream(live, perStep);
    const bareIdle = await growthPerStream(bare, perStep);
    const before = await live.settled();
    await warmUp(live);
    const after = await live.settled();
    const firstItems = (after.heapBytes - before.heapBytes) / (perStep * STEPS);
    const [heap, bareHeap] = [heapOf(idle), heapOf(bareIdle)];
    yield {
      what: 'heap of an open, idle stream',
      unit: 'bytes/stream',
      measured: spreadOf(heap),
      baseline: { name: 'bare ws connection', spread: spreadOf(bareHeap) },
      goal: { of: 'measured', atMost: 8 * 1024 },
      note: `${perStep * STEPS} streams opened in ${STEPS} steps, after full collections; its first seconds of items add ${Math.round(firstItems)} bytes`,
    };
  });
}

async function growthPerStream(load: Load, perStep: number): Promise<Usage[]> {
  const usages = [await load.settled()];
  for (let step = 0; step < STEPS; step++) {
    await load.connect(perStep);
    usages.push(await load.settled());
  }
  return usages.slice(1).map((usage, step) => ({
    ...usage,
    heapBytes: (usage.heapBytes - usages[step]!.heapBytes) / perStep,
  }));
}

function heapOf(usages: readonly Usage[]): number[] {
  return usages.map((usage) => usage.heapBytes);
}
