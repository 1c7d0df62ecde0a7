import type { Stores } from '../../../application/ports/stores.ts';
import { createAccessLogStore } from './access-log-store.ts';
import { createAthleteStore } from './athlete-store.ts';
import type { Executor } from '../database.ts';
import { createClinicStore } from './clinic-store.ts';
import { createCoachNoteStore } from './coach-note-store.ts';
import { createCoachSuggestionStore } from './coach-suggestion-store.ts';
import { createDeviceTokenStore } from './device-token-store.ts';
import { createEventStore } from './event-store.ts';
import { createExcusedWeekStore } from './excused-week-store.ts';
import { createFhirDeliveryStore } from './fhir-delivery-store.ts';
import { createGrantStore } from './grant-store.ts';
import { createImportJobStore } from './import-job-store.ts';
import { createInletStore } from './inlet-store.ts';
import { createInvitationStore } from './invitation-store.ts';
import { createLiveRunStore } from './live-run-store.ts';
import { createDatedHeartRateStore } from './dated-heart-rate-store.ts';
import { createPassiveStore } from './passive-store.ts';
import { createPlanFeedStore } from './plan-feed-store.ts';
import { createPersonStore } from './person-store.ts';
import { createPrescriptionStore } from './prescription-store.ts';
import { createProposedPrescriptionStore } from './proposed-prescription-store.ts';
import { createRecordingStore } from './recording-store.ts';
import { createReportLinkStore } from './report-link-store.ts';
import { createRestingHeartRateStore } from './resting-heart-rate-store.ts';
import { createRosterStore } from './roster-store.ts';
import { createSessionStore } from './session-store.ts';
import { createSummaryStore } from './summary-store.ts';
import { createTemplateStore } from './template-store.ts';
import { createUploadStore } from './upload-store.ts';
import { createWebhookStore } from './webhook-store.ts';
import { createWeekEvidenceStore } from './week-evidence-store.ts';

/** All stores on one handle: the pool, or one transaction. */
export function createStores(db: Executor): Stores {
  return {
    athletes: createAthleteStore(db),
    maxHeartRates: createDatedHeartRateStore(db, 'max_heart_rate'),
    thresholdHeartRates: createDatedHeartRateStore(db, 'threshold_heart_rate'),
    prescriptions: createPrescriptionStore(db),
    excusedWeeks: createExcusedWeekStore(db),
    restingHeartRates: createRestingHeartRateStore(db),
    uploads: createUploadStore(db),
    recordings: createRecordingStore(db),
    sessions: createSessionStore(db),
    weekEvidence: createWeekEvidenceStore(db),
    passive: createPassiveStore(db),
    liveRuns: createLiveRunStore(db),
    deviceTokens: createDeviceTokenStore(db),
    importJobs: createImportJobStore(db),
    inlets: createInletStore(db),
    planFeeds: createPlanFeedStore(db),
    people: createPersonStore(db),
    clinics: createClinicStore(db),
    invitations: createInvitationStore(db),
    grants: createGrantStore(db),
    accessLog: createAccessLogStore(db),
    webhooks: createWebhookStore(db),
    events: createEventStore(db),
    roster: createRosterStore(db),
    coachNotes: createCoachNoteStore(db),
    coachSuggestions: createCoachSuggestionStore(db),
    reportLinks: createReportLinkStore(db),
    templates: createTemplateStore(db),
    summaries: createSummaryStore(db),
    proposedPrescriptions: createProposedPrescriptionStore(db),
    fhirDeliveries: createFhirDeliveryStore(db),
  };
}
