/**
 * What the verbs need of the database, and nothing more: a file a store. Every call that touches an athlete's data names
 * the athlete first: a store never answers across athletes. Stores of people, clinics and invitations hold no health data.
 */
import type { ImportJobStore } from './import-job-store.ts';
import type { AccessLogStore } from './access-log-store.ts';
import type { AthleteStore } from './athlete-store.ts';
import type { ClinicStore } from './clinic-store.ts';
import type { CoachNoteStore } from './coach-note-store.ts';
import type { CoachSuggestionStore } from './coach-suggestion-store.ts';
import type { DeviceTokenStore } from './device-token-store.ts';
import type { EventStore } from './event-store.ts';
import type { ExcusedWeekStore } from './excused-week-store.ts';
import type { FhirDeliveryStore } from './fhir-delivery-store.ts';
import type { GrantStore } from './grant-store.ts';
import type { InletStore } from './inlet-store.ts';
import type { InvitationStore } from './invitation-store.ts';
import type { LiveRunStore } from './live-run-store.ts';
import type { MaxHeartRateStore } from './max-heart-rate-store.ts';
import type { PassiveStore } from './passive-store.ts';
import type { PlanFeedStore } from './plan-feed-store.ts';
import type { PersonStore } from './person-store.ts';
import type { PrescriptionStore } from './prescription-store.ts';
import type { ProposedPrescriptionStore } from './proposed-prescription-store.ts';
import type { RecordingStore } from './recording-store.ts';
import type { ReportLinkStore } from './report-link-store.ts';
import type { RestingHeartRateStore } from './resting-heart-rate-store.ts';
import type { RosterStore } from './roster-store.ts';
import type { SessionStore } from './session-store.ts';
import type { SummaryStore } from './summary-store.ts';
import type { TemplateStore } from './template-store.ts';
import type { ThresholdHeartRateStore } from './threshold-heart-rate-store.ts';
import type { UploadStore } from './upload-store.ts';
import type { WebhookStore } from './webhook-store.ts';
import type { WeekEvidenceStore } from './week-evidence-store.ts';

/** All stores of one database handle: the pool, or one transaction. */
export interface Stores {
  readonly athletes: AthleteStore;
  readonly maxHeartRates: MaxHeartRateStore;
  readonly thresholdHeartRates: ThresholdHeartRateStore;
  readonly prescriptions: PrescriptionStore;
  readonly excusedWeeks: ExcusedWeekStore;
  readonly restingHeartRates: RestingHeartRateStore;
  readonly uploads: UploadStore;
  readonly recordings: RecordingStore;
  readonly sessions: SessionStore;
  readonly weekEvidence: WeekEvidenceStore;
  readonly passive: PassiveStore;
  readonly liveRuns: LiveRunStore;
  readonly deviceTokens: DeviceTokenStore;
  readonly importJobs: ImportJobStore;
  readonly inlets: InletStore;
  readonly planFeeds: PlanFeedStore;
  readonly people: PersonStore;
  readonly clinics: ClinicStore;
  readonly invitations: InvitationStore;
  readonly grants: GrantStore;
  readonly accessLog: AccessLogStore;
  readonly webhooks: WebhookStore;
  readonly events: EventStore;
  readonly roster: RosterStore;
  readonly coachNotes: CoachNoteStore;
  readonly coachSuggestions: CoachSuggestionStore;
  readonly reportLinks: ReportLinkStore;
  readonly templates: TemplateStore;
  readonly summaries: SummaryStore;
  readonly proposedPrescriptions: ProposedPrescriptionStore;
  readonly fhirDeliveries: FhirDeliveryStore;
}

/** Runs `work` in one transaction that holds the athlete's lock: whatever changes derived data is serial per athlete. */
export interface Transactions {
  forAthlete<T>(athleteId: string, work: (stores: Stores) => Promise<T>): Promise<T>;
  /** The same; what `read` asks for at once goes out with the lock and is answered behind it. It must not write. */
  forAthleteReading<T, Read>(
    athleteId: string,
    read: (stores: Stores) => Promise<Read>,
    work: (stores: Stores, found: Read) => Promise<T>,
  ): Promise<T>;
}
