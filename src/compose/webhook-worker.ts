import type { LiveLog } from '../adapters/live/live-log.ts';
import type { DeliverWebhook } from '../application/webhooks/deliver-webhook.ts';
import type { TellEvents } from '../application/webhooks/tell-events.ts';
import { repeatWork, type RepeatedWork } from './repeat-work.ts';

/** How soon a change is told, with all that changed meanwhile; a failed delivery tried again; a dead sender's work taken over. */
const LOOK_EVERY_MS = 500;
/** Webhooks served at a time: a slow receiver holds up only itself and one place. */
const SENDERS = 8;

/**
 * Tells events and delivers them for as long as the process lives; more processes share the work. All senders look when
 * something was told, one that waits looks now and then: eight that find nothing would ask the database eight times as often.
 */
export function startWebhookWorker(
  verbs: { readonly tellEvents: TellEvents; readonly deliverWebhook: DeliverWebhook },
  log: Pick<LiveLog, 'error'>,
): Pick<RepeatedWork, 'stop'> {
  const onError = (error: unknown): void => {
    log.error({ err: error }, 'events could not be told; they are tried again');
  };
  const senders = Array.from({ length: SENDERS }, () => repeatWork({ work: verbs.deliverWebhook, onError }));
  const looking = setInterval(() => senders.some((sender) => sender.wake()), LOOK_EVERY_MS);
  const teller = repeatWork({
    work: async () => {
      const { isTold, isMore } = await verbs.tellEvents();
      if (isTold) for (const sender of senders) sender.wake();
      return isMore;
    },
    everyMs: LOOK_EVERY_MS,
    onError,
  });
  return {
    stop: async () => {
      clearInterval(looking);
      await Promise.all([teller, ...senders].map((each) => each.stop()));
    },
  };
}
