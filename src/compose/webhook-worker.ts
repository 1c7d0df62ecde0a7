import type { LiveLog } from '../adapters/live/live-log.ts';
import type { DeliverWebhook } from '../application/webhooks/deliver-webhook.ts';
import type { TellEvents } from '../application/webhooks/tell-events.ts';
import { repeatWork, type RepeatedWork } from './repeat-work.ts';

/** How soon a change is told, with all that changed meanwhile; a failed delivery tried again; a dead sender's work taken over. */
const LOOK_EVERY_MS = 500;
/** Webhooks served at a time: a slow receiver holds up only itself and one place. */
const SENDERS = 8;

/** Tells events and delivers them for as long as the process lives; more processes share the work. */
export function startWebhookWorker(
  verbs: { readonly tellEvents: TellEvents; readonly deliverWebhook: DeliverWebhook },
  log: Pick<LiveLog, 'error'>,
): RepeatedWork {
  const repeat = (work: (signal: AbortSignal) => Promise<boolean>): RepeatedWork =>
    repeatWork({
      work,
      everyMs: LOOK_EVERY_MS,
      onError: (error) => log.error({ err: error }, 'events could not be told; they are tried again'),
    });
  const senders = Array.from({ length: SENDERS }, () => repeat(verbs.deliverWebhook));
  const wake = (): void => {
    for (const sender of senders) sender.wake();
  };
  const teller = repeat(async () => {
    const { isTold, isMore } = await verbs.tellEvents();
    if (isTold) wake();
    return isMore;
  });
  return {
    wake: () => teller.wake(),
    stop: async () => {
      await Promise.all([teller, ...senders].map((each) => each.stop()));
    },
  };
}
