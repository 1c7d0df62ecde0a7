import type { LiveLog } from '../adapters/live/live-log.ts';
import type { DeliverWeek } from '../application/fhir/deliver-week.ts';
import { SECOND_MS } from '../domain/units.ts';
import { repeatWork, type RepeatedWork } from './repeat-work.ts';

/** How late a week may leave. */
const LOOK_EVERY_MS = 2 * SECOND_MS;

/** Sends weeks to the FHIR server for as long as the process lives; more processes share the work. */
export function startFhirWorker(deliverWeek: DeliverWeek, log: Pick<LiveLog, 'error'>): RepeatedWork {
  return repeatWork({
    work: () => deliverWeek(),
    everyMs: LOOK_EVERY_MS,
    onError: (error) =>
      log.error({ err: error }, 'a week could not be sent to the FHIR server; it is tried again'),
  });
}
