import type { Generated } from 'kysely';
import type { EventChange } from '../../../application/ports/event-store.ts';
import type { DeliveryState } from '../../../application/ports/webhook-store.ts';
import type { EventType } from '../../../domain/event-type.ts';
import type { IsoWeek, LocalDate } from '../../../domain/units.ts';
import type { Bytes, OfAthlete } from './columns.ts';

/** What is told to others: events, webhooks and summaries. */
export interface EventTables {
  event_cursor: EventCursorTable;
  event_week: EventWeekTable;
  event_outbox: EventOutboxTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
  fhir_delivery: FhirDeliveryTable;
  summary_choice: SummaryChoiceTable;
  summary_browser: SummaryBrowserTable;
  summary_sent: SummarySentTable;
}

interface EventCursorTable extends OfAthlete {
  version: Generated<number>;
  closed_week: IsoWeek;
  closes_at: Date;
}

interface EventWeekTable extends OfAthlete {
  week: IsoWeek;
  told: string[];
}

interface EventOutboxTable extends OfAthlete {
  id: Generated<string>;
  change: EventChange;
  session_id: string | null;
  local_date: LocalDate | null;
  digest: string | null;
  grant_id: string | null;
}

interface WebhookTable extends OfAthlete {
  id: string;
  url: string;
  events: EventType[];
  generation: Generated<number>;
  previous_until: Date | null;
  created_at: Date;
  last_delivered_at: Date | null;
  next_at: Date | null;
  epoch: Generated<number>;
  lease_until: Date | null;
}

interface WebhookDeliveryTable extends OfAthlete {
  webhook_id: string;
  id: Generated<string>;
  event_id: string;
  type: string;
  body: string;
  created_at: Date;
  state: Generated<DeliveryState>;
  attempts: Generated<number>;
  last_attempt_at: Date | null;
  last_status: number | null;
  last_error: string | null;
}

interface SummaryChoiceTable extends OfAthlete {
  mailed: Generated<boolean>;
  turn_at: Date | null;
}

interface SummaryBrowserTable extends OfAthlete {
  id: string;
  name: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  created_at: Date;
  last_delivered_at: Date | null;
}

interface SummarySentTable extends OfAthlete {
  week: IsoWeek;
  way: string;
  key_hash: Bytes | null;
  claimed_at: Date;
}

interface FhirDeliveryTable extends OfAthlete {
  week: IsoWeek;
  requested_at: Date;
  state: Generated<DeliveryState>;
  attempts: Generated<number>;
  last_attempt_at: Date | null;
  last_status: number | null;
  last_error: string | null;
  next_at: Date | null;
}
