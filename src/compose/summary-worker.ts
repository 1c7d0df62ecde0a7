import type { LiveLog } from '../adapters/live/live-log.ts';
import type { SendSummary } from '../application/summary/send-summary.ts';
import { SECOND_MS } from '../domain/units.ts';
import { repeatWork, type RepeatedWork } from './repeat-work.ts';

/** How late a summary may be. */
const LOOK_EVERY_MS = 30 * SECOND_MS;

/** Sends summaries for as long as the process lives; more processes share the work. */
export function startSummaryWorker(sendSummary: SendSummary, log: Pick<LiveLog, 'error'>): RepeatedWork {
  return repeatWork({
    work: () => sendSummary(),
    everyMs: LOOK_EVERY_MS,
    onError: (error) => log.error({ err: error }, 'a summary could not be sent; it is tried again'),
  });
}
