import { setTimeout } from 'node:timers/promises';
import type { LiveLog } from '../adapters/live/live-log.ts';
import type { SendSummary } from '../application/summary/send-summary.ts';
import { SECOND_MS } from '../domain/units.ts';

/** How late a summary may be. */
const LOOK_EVERY_MS = 30 * SECOND_MS;

/** Sends summaries for as long as the process lives; more processes share the work. */
export function startSummaryWorker(
  sendSummary: SendSummary,
  log: Pick<LiveLog, 'error'>,
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      const worked = await sendSummary().catch((error: unknown) => {
        log.error({ err: error }, 'a summary could not be sent; it is tried again');
        return false;
      });
      if (!worked) await setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const ended = work();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
