import { createMemoryBuffer } from '../../adapters/wire/live/live-buffer.ts';
import { simulateHeart } from '../../domain/simulated-heart/simulate-heart.ts';
import { PLAN_FACTS } from '../../domain/simulated-heart/simulated-plan.ts';
import { drawSimulatedWeek, type SimulatedRun } from '../../domain/simulated-heart/simulated-run.ts';
import { athleteZones } from '../shell/athlete.ts';
import { connectClient } from './connect-client.ts';
import { maxHeartRateForSimulation } from './simulation-max.ts';
import { uuidV7 } from './uuid-v7.ts';

/** Runs are sent as fast as the credit of the protocol allows; the scale only marks them as simulated (L13). */
const TIME_SCALE = 1_000;

/** Sends a believable fortnight up to now, run by run. `onShare` gets 0…1. */
export async function sendSampleWeek(onShare: (share: number) => void): Promise<void> {
  const runs = drawSimulatedWeek({
    maxBpm: await maxHeartRateForSimulation(),
    nowMs: Date.now(),
    timeZones: athleteZones(),
    seed: Math.floor(Math.random() * 2 ** 31),
  });
  for (const [index, run] of runs.entries()) {
    onShare(index / runs.length);
    await sendRun(run);
  }
  onShare(1);
}

function sendRun(run: SimulatedRun): Promise<void> {
  return new Promise((resolve, reject) => {
    const client = connectClient(
      {
        id: uuidV7(run.startMs),
        source: 'simulated',
        intent: PLAN_FACTS[run.plan.id].intent,
        sport: PLAN_FACTS[run.plan.id].sport,
        deviceName: null,
        timeScale: TIME_SCALE,
        startedAtMs: run.startMs,
        paused: false,
      },
      createMemoryBuffer(),
      {
        ended: () => resolve(),
        state: (state) => {
          if (state === 'refused' || state === 'superseded') reject(new Error(`the server ${state} the run`));
        },
      },
    );
    void (async () => {
      await client.start();
      const { athlete, plan, startMs, seed } = run;
      for (const [atMs, value, rr] of simulateHeart({ athlete, steps: plan.steps, startMs, seed })) {
        await client.capture({ value, rr, contact: value !== null, mono: atMs, wall: atMs });
      }
      await client.end();
    })().catch(reject);
  });
}
