import { createHash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { v7 as uuidV7 } from 'uuid';
import { Authorities } from '../application/authority/authorities.ts';
import { evaluateSession } from '../domain/session/evaluate-session.ts';
import type { Clock } from '../application/ports/clock.ts';
import type { Platform } from '../application/verbs/verb-deps.ts';
import { createTurns } from './turns.ts';

/** The machine this process runs on. */
export function createPlatform(clock: Clock = { nowMs: () => Date.now() }): Platform {
  return {
    clock,
    newId: () => uuidV7({ msecs: clock.nowMs() }),
    secrets: {
      randomBytes: (count) => randomBytes(count),
      sha256: (bytes) => createHash('sha256').update(bytes).digest(),
    },
    sha256Hex: (data) => createHash('sha256').update(data).digest('hex'),
    breathe: createTurns(() => performance.now(), setImmediate),
    every: (ms, task) => {
      const timer = setInterval(task, ms);
      return () => clearInterval(timer);
    },
    evaluate: (recordings, timeZones) => Promise.resolve(evaluateSession(recordings, timeZones)),
    authorities: new Authorities(clock),
  };
}
