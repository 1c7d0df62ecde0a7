import type { ColumnType, Generated } from 'kysely';
import type { LookedAt } from '../../application/ports/access-log-store.ts';
import type { ClinicRole } from '../../application/ports/clinic-store.ts';
import type { GrantScope } from '../../application/ports/grant-store.ts';
import type { InvitedAs } from '../../application/ports/invitation-store.ts';
import type { ImportJobState } from '../../application/ports/import-job-store.ts';
import type { SuggestionState } from '../../application/ports/coach-suggestion-store.ts';
import type { Scope } from '../../application/ports/device-token-store.ts';
import type { AddressClass, InletTransport, UnreadableFrame } from '../../application/ports/inlet-store.ts';
import type { RestingSource } from '../../application/ports/resting-heart-rate-store.ts';
import type { EventChange } from '../../application/ports/event-store.ts';
import type { UploadStatus } from '../../application/ports/upload-store.ts';
import type { AthleteFlag, Locale } from '../../domain/athlete.ts';
import type { Intent } from '../../domain/intent.ts';
import type { MaxHeartRateSource } from '../../domain/max-heart-rate/max-heart-rate.ts';
import type { ThresholdSource } from '../../domain/basis/threshold-heart-rate.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { RecordingFacts, RecordingKind } from '../../domain/timeline/recording.ts';
import type { RosterWeek } from '../../domain/roster/roster-week.ts';
import type { SessionSource } from '../../domain/session/session.ts';
import type { ProposedPrescription } from '../../application/ports/proposed-prescription-store.ts';
import type { CoachAuthor } from '../../application/ports/coach-author.ts';
import type { DeliveryState } from '../../application/ports/webhook-store.ts';
import type { EventType } from '../../domain/event-type.ts';
import type { IsoWeek, LocalDate } from '../../domain/units.ts';

/**
 * The tables as the stores see them. Narrow types rest on what the database enforces or on who alone writes the
 * column: check constraints, `date` columns read as `YYYY-MM-DD` (pool.ts), and JSON that only the store of the
 * table writes. A test compares names and nullability with the migrated database.
 */
export interface Schema {
  auth_user: AuthUserTable;
  athlete: AthleteTable;
  athlete_time_zone: AthleteTimeZoneTable;
  max_heart_rate: MaxHeartRateTable;
  threshold_heart_rate: ThresholdHeartRateTable;
  prescription: PrescriptionTable;
  declined_prescription: DeclinedPrescriptionTable;
  excused_week: ExcusedWeekTable;
  device_token: DeviceTokenTable;
  upload: UploadTable;
  resting_heart_rate: RestingHeartRateTable;
  recording: RecordingTable;
  recording_chunk: RecordingChunkTable;
  session: SessionTable;
  session_day: SessionDayTable;
  session_recording: SessionRecordingTable;
  session_alias: SessionAliasTable;
  passive_day: PassiveDayTable;
  import_job: ImportJobTable;
  import_job_chunk: ImportJobChunkTable;
  inlet: InletTable;
  inlet_run: InletRunTable;
  plan_feed: PlanFeedTable;
  clinic: ClinicTable;
  clinic_member: ClinicMemberTable;
  invitation: InvitationTable;
  access_grant: AccessGrantTable;
  access_look: AccessLookTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
  event_cursor: EventCursorTable;
  event_week: EventWeekTable;
  event_outbox: EventOutboxTable;
  roster_week: RosterWeekTable;
  coach_note: CoachNoteTable;
  coach_suggestion: CoachSuggestionTable;
  report_link: ReportLinkTable;
  clinic_template: ClinicTemplateTable;
  proposed_prescription: ProposedPrescriptionTable;
  summary_choice: SummaryChoiceTable;
  summary_browser: SummaryBrowserTable;
  summary_sent: SummarySentTable;
}

/** Written as text, so that Postgres and not the driver decides how an array becomes JSON. */
type Json<T> = ColumnType<T, string, string>;
type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;

interface OfAthlete {
  athlete_id: string;
}

/** As much of the identity library's own as we read; it is erased with the athlete. */
interface AuthUserTable {
  id: string;
  name: string;
  email: string;
  isOperator: Generated<boolean>;
  twoFactorEnabled: Generated<boolean>;
  createdAt: Generated<Date>;
}

interface AthleteTable extends OfAthlete {
  name: string;
  locale: Locale;
  birth_date: LocalDate | null;
  flags: AthleteFlag[];
  owner_user_id: string | null;
  created_at: Generated<Date>;
  evidence_revision: Generated<string>;
}

interface AthleteTimeZoneTable extends OfAthlete {
  valid_from: LocalDate;
  time_zone: string;
}

interface MaxHeartRateTable extends OfAthlete {
  id: string;
  bpm: number;
  source: MaxHeartRateSource;
  valid_from: LocalDate;
  method: string | null;
  created_at: Date;
}

interface ThresholdHeartRateTable extends OfAthlete {
  id: string;
  bpm: number;
  source: ThresholdSource;
  valid_from: LocalDate;
  method: string | null;
  created_at: Date;
}

interface PrescriptionTable extends OfAthlete {
  id: string;
  valid_from: LocalDate;
  reason: string | null;
  content: Json<Omit<Prescription, 'id' | 'validFrom' | 'reason'>>;
  created_at: Date;
}

interface DeclinedPrescriptionTable extends OfAthlete {
  id: string;
  valid_from: LocalDate;
  reason: string | null;
  content: Json<Omit<Prescription, 'id' | 'validFrom' | 'reason'>>;
  created_at: Date;
  declined_at: Date;
  decline_reason: string | null;
}

interface ExcusedWeekTable extends OfAthlete {
  week: IsoWeek;
  reason: string | null;
}

interface DeviceTokenTable extends OfAthlete {
  id: string;
  name: string;
  scopes: Scope[];
  token_hash: Bytes;
  created_at: Date;
  last_seen_at: Date | null;
  revoked_at: Date | null;
}

interface UploadTable extends OfAthlete {
  id: string;
  file_name: string;
  sha256: Bytes;
  size_bytes: number;
  status: UploadStatus;
  warnings: Json<{ code: string; message: string }[]>;
  error: Json<{ code: string; message: string }> | null;
  job_id: string | null;
  created_at: Date;
  gzip: Bytes;
  /** Null where it was not kept yet. */
  removed_spans: Json<{ fromMs: number; toMs: number }[]> | null;
}

interface RestingHeartRateTable extends OfAthlete {
  date: LocalDate;
  source: RestingSource;
  /** The upload that brought the value, or '' for one entered or measured here. */
  origin: string;
  bpm: number;
  recorded_at: Generated<Date>;
}

interface RecordingTable extends OfAthlete {
  id: string;
  kind: RecordingKind;
  sport: string | null;
  sub_sport: string | null;
  start_ms: number;
  end_ms: number;
  content_hash: string;
  simulated: boolean;
  multisport_id: string | null;
  utc_offset_minutes: number | null;
  device: Json<NonNullable<RecordingFacts['device']>> | null;
  sets: Json<RecordingFacts['sets']>;
  /** Laps and movement. */
  extra: Bytes | null;
  upload_id: string | null;
}

interface RecordingChunkTable extends OfAthlete {
  recording_id: string;
  ordinal: number;
  items: Bytes;
  rr_keys: Bytes | null;
  rr: Bytes | null;
}

interface SessionTable extends OfAthlete {
  id: string;
  start_ms: number;
  end_ms: number;
  time_zone: string;
  local_date: LocalDate;
  sport: string | null;
  sub_sport: string | null;
  simulated: boolean;
  logged: boolean;
  active_ms: number;
  set_count: number;
  sustained_max_bpm: number | null;
  invalid_count: number;
  suspect_count: number;
  sources: Json<readonly SessionSource[]>;
  note: string | null;
  rule_version: string;
  revision: Generated<string>;
  four_by_four: Bytes | null;
  four_by_four_rules: string | null;
}

interface SessionDayTable extends OfAthlete {
  session_id: string;
  date: LocalDate;
  unknown_ms: number;
  histogram: Bytes;
}

interface SessionRecordingTable extends OfAthlete {
  session_id: string;
  ordinal: number;
  recording_id: string;
}

interface SessionAliasTable extends OfAthlete {
  absorbed_id: string;
  survivor_id: string;
}

interface PassiveDayTable extends OfAthlete {
  date: LocalDate;
  unknown_ms: number;
  histogram: Bytes;
  moving_histogram: Bytes;
  moving_segments: Bytes | null;
}

interface ImportJobTable extends OfAthlete {
  id: string;
  file_name: string;
  size_bytes: number;
  state: Generated<ImportJobState>;
  total: number;
  done: Generated<number>;
  imported: Generated<number>;
  partial: Generated<number>;
  duplicate: Generated<number>;
  rejected: Generated<number>;
  created_at: Date;
  finished_at: Date | null;
  epoch: Generated<number>;
  fruitless: Generated<number>;
  lease_until: Date | null;
}

interface ImportJobChunkTable extends OfAthlete {
  job_id: string;
  ordinal: number;
  bytes: Bytes;
}

interface InletTable extends OfAthlete {
  id: string;
  name: string;
  kind: string | null;
  token_hash: Bytes;
  answer_with_coaching: boolean;
  intent: Intent | null;
  sport: string | null;
  created_at: Date;
  expires_at: Date | null;
  last_seen_at: Date | null;
  last_bpm: number | null;
  recognised_as: string | null;
  device_name: string | null;
  transport: InletTransport | null;
  address_class: AddressClass | null;
  plain_http: boolean | null;
  beats_per_second: number | null;
  unreadable: Generated<UnreadableFrame[]>;
  unreadable_count: Generated<number>;
}

interface InletRunTable extends OfAthlete {
  inlet_id: string;
  session_id: string;
  started_at: Date;
  last_at: Date;
}

interface PlanFeedTable extends OfAthlete {
  id: string;
  name: string;
  key_hash: Bytes;
  created_at: Date;
  last_used_at: Date | null;
}

interface ClinicTable {
  id: string;
  name: string;
  created_at: Date;
  requires_two_factor: Generated<boolean>;
  demo_athlete_ids: string[] | null;
}

interface ClinicMemberTable {
  clinic_id: string;
  user_id: string;
  role: ClinicRole;
  id: string;
  created_at: Date;
}

interface InvitationTable {
  id: string;
  invited_as: InvitedAs;
  clinic_id: string | null;
  email: string | null;
  token_hash: Bytes;
  created_by: string | null;
  created_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  revoked_at: Date | null;
}

interface AccessGrantTable extends OfAthlete {
  id: string;
  clinic_id: string | null;
  coach_user_id: string | null;
  scopes: GrantScope[];
  history: boolean;
  reason: string | null;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  revision: Generated<number>;
}

interface CoachNoteTable extends OfAthlete {
  id: string;
  author_user_id: string;
  author_name: string;
  clinic_id: string | null;
  clinic_name: string | null;
  week: IsoWeek | null;
  text: string;
  created_at: Date;
}

interface CoachSuggestionTable extends OfAthlete {
  id: string;
  author_user_id: string;
  author_name: string;
  clinic_id: string | null;
  clinic_name: string | null;
  bpm: number;
  valid_from: LocalDate;
  method: string | null;
  reason: string | null;
  created_at: Date;
  state: Generated<SuggestionState>;
  answered_at: Date | null;
}

interface ReportLinkTable extends OfAthlete {
  id: string;
  token_hash: Bytes;
  week: IsoWeek | null;
  session_id: string | null;
  created_at: Date;
  expires_at: Date;
}

interface ClinicTemplateTable {
  clinic_id: string;
  id: string;
  name: string;
  reason: string | null;
  content: Json<unknown>;
  created_at: Date;
}

interface RosterWeekTable extends OfAthlete {
  week: IsoWeek;
  mark: string;
  row: Json<RosterWeek>;
}

interface AccessLookTable extends OfAthlete {
  id: string;
  user_id: string;
  who_name: string;
  clinic_name: string | null;
  grant_id: string;
  what: LookedAt;
  week: IsoWeek | null;
  session_id: string | null;
  first_at: Date;
  last_at: Date;
  count: Generated<number>;
  application: string | null;
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

interface ProposedPrescriptionTable extends OfAthlete {
  id: string;
  valid_from: LocalDate;
  author: Json<CoachAuthor> | null;
  reason: string | null;
  targets: Json<ProposedPrescription['targets']>;
  unread: Json<ProposedPrescription['unread']>;
  created_at: Date;
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
