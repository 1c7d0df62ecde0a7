import { weekBoundsMs } from '../../domain/calendar/week.ts';
import { EVENT_TYPES, type EventType } from '../../domain/event-type.ts';
import type { ReadAthlete } from '../athlete/read-athlete.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { Webhook } from '../ports/webhook-store.ts';
import type { WebhookSecret, WebhookSender } from '../ports/webhook-sender.ts';
import type { ReportWeek } from '../reports/report-week.ts';
import { tellables, watchedWeeks } from './watched-weeks.ts';

export interface CreateWebhookDeps {
  readonly stores: Pick<Stores, 'webhooks' | 'events'>;
  readonly readAthlete: ReadAthlete;
  readonly reportWeek: ReportWeek;
  readonly webhookSender: Pick<WebhookSender, 'refusalOf'>;
  readonly webhookSecret: WebhookSecret;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type CreateWebhook = (input: {
  athleteId: string;
  url: string;
  /** Null: all of them. */
  events: readonly EventType[] | null;
}) => Promise<{ webhook: Webhook; secret: string }>;

const MOST_WEBHOOKS = 10;

/**
 * An address that is told of what happens from now on (D1); what is true of the weeks already is not told. The secret
 * is answered once.
 *
 * @throws AppError `invalid_input` for an address that may not be used, `conflict` beyond ten of them.
 */
export function createWebhook(deps: CreateWebhookDeps): CreateWebhook {
  const { webhooks, events: eventStore } = deps.stores;
  return async ({ athleteId, url, events }) => {
    const refusal = deps.webhookSender.refusalOf(url);
    if (refusal !== null) throw new AppError('invalid_input', refusal, { field: 'url' });
    if ((await webhooks.list(athleteId)).length >= MOST_WEBHOOKS) {
      throw new AppError('conflict', `An athlete has at most ${MOST_WEBHOOKS} webhooks.`);
    }
    const nowMs = deps.clock.nowMs();
    const athlete = await deps.readAthlete({ athleteId });
    const [last, current] = watchedWeeks(athlete, nowMs);
    const told = new Map(
      await Promise.all(
        [last, current].map(async (week) => {
          const report = await deps.reportWeek({ athleteId, week });
          return [week, tellables(report).map(({ key }) => key)] as const;
        }),
      ),
    );
    const closesAtMs = weekBoundsMs(current, athlete.timeZones).toMs;
    const webhook: Webhook = {
      id: deps.newId(),
      url,
      events: events ?? EVENT_TYPES,
      createdAtMs: nowMs,
      generation: 1,
      previousUntilMs: null,
    };
    await eventStore.begin(athleteId, { closedWeek: last, closesAtMs }, told);
    await webhooks.add(athleteId, webhook);
    return { webhook, secret: deps.webhookSecret(webhook.id, webhook.generation) };
  };
}
