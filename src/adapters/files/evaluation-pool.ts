import { setImmediate } from 'node:timers/promises';
import { Piscina } from 'piscina';
import type { EvaluateSession } from '../../application/ports/evaluate-session.ts';
import { evaluateSession, type EvaluatedSession } from '../../domain/session/evaluate-session.ts';
import type { EvaluationTask } from './evaluation-worker.ts';
import { workerEntry } from './worker-entry.ts';

export interface Evaluator {
  readonly evaluate: EvaluateSession;
  close(): Promise<void>;
}

/** Five and a half hours at 1 Hz: less is evaluated in a few milliseconds, and handing it over would cost as much. */
const MOST_ITEMS_HERE = 20_000;
const MEMORY_LIMIT_MB = 512;
const YOUNG_GENERATION_MB = 12;

/** Evaluates ordinary sessions here and the few very long ones in their own thread, so that live streams never wait. */
export function createEvaluator(mostItemsHere = MOST_ITEMS_HERE): Evaluator {
  const pool = new Piscina<EvaluationTask, EvaluatedSession>({
    ...workerEntry('evaluation-worker'),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 30_000,
    resourceLimits: {
      maxOldGenerationSizeMb: MEMORY_LIMIT_MB,
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
    },
  });
  let turns: Promise<unknown> = Promise.resolve();
  /** One of several in each turn of the event loop: others never wait for all of them. */
  const ownTurn = (): Promise<unknown> => (turns = turns.then(() => setImmediate()));
  return {
    async evaluate(recordings, timeZones) {
      const items = recordings.reduce((sum, recording) => sum + recording.items.count, 0);
      if (items > mostItemsHere) return pool.run({ recordings, timeZones });
      await ownTurn();
      return evaluateSession(recordings, timeZones);
    },
    close: () => pool.destroy(),
  };
}
