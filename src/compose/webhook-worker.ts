import { setTimeout } from 'node:timers/promises';
import type { LiveLog } from '../adapters/live/live-log.ts';
import type { DeliverWebhook } from '../application/webhooks/deliver-webhook.ts';
import type { TellEvents } from '../application/webhooks/tell-events.ts';

/** How soon an event is found, a failed delivery tried again, a dead sender's work taken over. */
const LOOK_EVERY_MS = 500;
/** Webhooks served at a time: a slow receiver holds up only itself and one place. */
const SENDERS = 8;

/** Tells events and delivers them for as long as the process lives; more processes share the work. */
export function startWebhookWorker(
  {
    tellEvents,
    deliverWebhook,
  }: { readonly tellEvents: TellEvents; readonly deliverWebhook: DeliverWebhook },
  log: Pick<LiveLog, 'error'>,
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const repeat = async (work: () => Promise<boolean>): Promise<void> => {
    while (!signal.aborted) {
      const worked = await work().catch((error: unknown) => {
        log.error({ err: error }, 'events could not be told; they are tried again');
        return false;
      });
      if (!worked) await setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const ended = Promise.all([
    repeat(tellEvents),
    ...Array.from({ length: SENDERS }, () => repeat(() => deliverWebhook(signal))),
  ]);
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
