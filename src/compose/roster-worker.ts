import { setTimeout as pause } from 'node:timers/promises';
import type { LiveLog } from '../adapters/live/live-log.ts';
import type { WarmRosters } from '../application/people/warm-rosters.ts';
import { MINUTE_MS } from '../domain/units.ts';
import { repeatWork, type RepeatedWork } from './repeat-work.ts';

const LOOK_EVERY_MS = MINUTE_MS;
/** Between two turns, so that the work takes no more than about half of a processor from what people wait for. */
const REST_MS = 1_000;

/** Keeps the rosters of clinics made for as long as the process lives; more processes find each other's rows. */
export function startRosterWorker(warmRosters: WarmRosters, log: Pick<LiveLog, 'error'>): RepeatedWork {
  return repeatWork({
    work: async (signal) => {
      const worked = await warmRosters();
      // Ended early when it is stopped.
      if (worked) await pause(REST_MS, undefined, { signal }).catch(() => undefined);
      return worked;
    },
    everyMs: LOOK_EVERY_MS,
    onError: (error) => log.error({ err: error }, 'rosters could not be made ready; it is tried again'),
  });
}
