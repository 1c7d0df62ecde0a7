import { v7 as uuidV7 } from 'uuid';
import { signal } from '@preact/signals';
import { createMemoryBuffer } from '../../adapters/wire/live/live-buffer.ts';
import { simulateHeart } from '../../domain/simulated-heart/simulate-heart.ts';
import { PLAN_FACTS } from '../../domain/simulated-heart/simulated-plan.ts';
import { drawSimulatedWeek, type SimulatedRun } from '../../domain/simulated-heart/simulated-run.ts';
import { getJson, remove } from '../api/api-client.ts';
import type { Items, SessionJson } from '../api/contract.ts';
import { forgetAnswers } from '../api/resource.ts';
import { athleteZones } from '../shell/athlete.ts';
import { connectClient } from './connect-client.ts';
import { isGivenUp } from './rest-of-runs.ts';
import { maxHeartRateForSimulation } from './simulation-max.ts';

/** Runs are sent as fast as the credit of the protocol allows; the scale only marks them as simulated (L13). */
const TIME_SCALE = 1_000;
/** Each waits for its acknowledgements: a few at a time keep the server busy. */
const AT_A_TIME = 4;

/** 0…1 while a sample is on its way, null otherwise: it goes on while other screens are open. */
export const sampleShare = signal<number | null>(null);

/** Sends a believable fortnight up to now, run by run, over the way that a strap's beats take. */
export async function addSample(): Promise<void> {
  if (sampleShare.peek() !== null) return;
  sampleShare.value = 0;
  try {
    const runs = drawSimulatedWeek({
      maxBpm: await maxHeartRateForSimulation(),
      nowMs: Date.now(),
      timeZones: athleteZones(),
      seed: Math.floor(Math.random() * 2 ** 31),
    });
    const waiting = runs.values();
    const worker = async (): Promise<void> => {
      for (const run of waiting) {
        await sendRun(run);
        sampleShare.value = (sampleShare.peek() ?? 0) + 1 / runs.length;
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  } finally {
    sampleShare.value = null;
    forgetAnswers();
  }
}

/** Every simulated session goes, nothing else. */
export async function removeSimulated(): Promise<void> {
  const simulated: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Items<SessionJson> = await getJson(`/v1/sessions?limit=200${after}`);
    simulated.push(...page.items.filter((session) => session.simulated).map(({ id }) => id));
    cursor = page.nextCursor;
  }
  for (const id of simulated) await remove(`/v1/sessions/${id}`);
  forgetAnswers();
}

function sendRun(run: SimulatedRun): Promise<void> {
  return new Promise((resolve, reject) => {
    const client = connectClient(
      {
        id: uuidV7({ msecs: run.startMs }),
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
          if (isGivenUp(state)) reject(new Error(`the server ${state} the run`));
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
