import type { LiveLog } from '../adapters/live/live-log.ts';
import type { DeliverWebhook } from '../application/webhooks/deliver-webhook.ts';
import type { TellEvents } from '../application/webhooks/tell-events.ts';
import { repeatWork, type RepeatedWork } from './repeat-work.ts';

/** How soon an event is found, a failed delivery tried again, a dead sender's work taken over. */
const LOOK_EVERY_MS = 500;
/** Webhooks served at a time: a slow receiver holds up only itself and one place. */
const SENDERS = 8;

/** Tells events and delivers them for as long as the process lives; more processes share the work. */
export function startWebhookWorker(
  verbs: { readonly tellEvents: TellEvents; readonly deliverWebhook: DeliverWebhook },
  log: Pick<LiveLog, 'error'>,
): RepeatedWork {
  const works = [verbs.tellEvents, ...Array.from({ length: SENDERS }, () => verbs.deliverWebhook)];
  const repeated = works.map((work) =>
    repeatWork({
      work,
      everyMs: LOOK_EVERY_MS,
      onError: (error) => log.error({ err: error }, 'events could not be told; they are tried again'),
    }),
  );
  return {
    stop: async () => {
      await Promise.all(repeated.map((each) => each.stop()));
    },
  };
}
