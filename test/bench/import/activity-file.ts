import { ActivityWriter } from '../../../fixtures/activity-writer.ts';
import { simulateHeart } from '../../../src/domain/simulated-heart/simulate-heart.ts';
import { drawSimulatedRun } from '../../../src/domain/simulated-heart/simulated-run.ts';

/**
 * A run as a watch writes it: position, distance, altitude, speed, heart rate, cadence, temperature every second.
 * `start` in FIT seconds.
 */
export function activityFile(start: number, seed: number): Uint8Array {
  const run = drawSimulatedRun({ planId: 'zone2', maxBpm: 190, endMs: 0, seed });
  const bpms = [...simulateHeart({ ...run, steps: run.plan.steps })].map(([, bpm]) => bpm);
  const end = start + bpms.length - 1;
  const activity = new ActivityWriter().fileId({ created: start }).timer(start, 'start');
  for (const [second, bpm] of bpms.entries()) {
    activity.other(20, [
      [253, 'uint32', start + second],
      [0, 'uint32', 663_000_000 + 40 * second],
      [1, 'uint32', 149_000_000 + 25 * second],
      [5, 'uint32', 280 * second],
      [2, 'uint16', 2_600 + (second % 50)],
      [6, 'uint16', 2_800 + (second % 90)],
      [3, 'uint8', bpm],
      [4, 'uint8', 84],
      [13, 'sint8', 12],
    ]);
  }
  return activity.timer(end, 'stop_all').lap(start, end).session({ start, end }).activity(end).close();
}
