import { createHash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { v7 as uuidV7 } from 'uuid';
import { Authorities } from '../application/authority/authorities.ts';
import type { Secrets } from '../application/devices/secrets.ts';
import { evaluateSession } from '../domain/session/evaluate-session.ts';
import type { EvaluateSession } from '../application/ports/evaluate-session.ts';
import type { Clock } from '../application/ports/clock.ts';

/** What the verbs need of the machine they run on. */
export interface Platform {
  readonly clock: Clock;
  /** UUID v7: ids sort by the time they were made. */
  readonly newId: () => string;
  readonly secrets: Secrets;
  readonly sha256Hex: (data: Uint8Array | string) => string;
  /** Lets the event loop serve others between pieces of long work. */
  readonly breathe: () => Promise<void>;
  /** Calls `task` every `ms` until the answered function is called. */
  readonly every: (ms: number, task: () => void) => () => void;
  readonly evaluate: EvaluateSession;
  /** What open doors of this process rely on (L14). */
  readonly authorities: Authorities;
}

export function createPlatform(clock: Clock = { nowMs: () => Date.now() }): Platform {
  return {
    clock,
    newId: () => uuidV7({ msecs: clock.nowMs() }),
    secrets: {
      randomBytes: (count) => randomBytes(count),
      sha256: (bytes) => createHash('sha256').update(bytes).digest(),
    },
    sha256Hex: (data) => createHash('sha256').update(data).digest('hex'),
    breathe: () => setImmediate(),
    every: (ms, task) => {
      const timer = setInterval(task, ms);
      return () => clearInterval(timer);
    },
    evaluate: (recordings, timeZones) => Promise.resolve(evaluateSession(recordings, timeZones)),
    authorities: new Authorities(clock),
  };
}
