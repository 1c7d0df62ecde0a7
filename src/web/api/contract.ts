/** The answers of the server as the page reads them: the very schemas it validates with, as types only. */
import type { Static } from 'typebox';
import type { accountEvents } from '../../adapters/wire/api/account-event.ts';
import type { AthleteJson } from '../../adapters/wire/api/athlete.ts';
import type {
  applicationSchema,
  connectionSchema,
  registeredApplication,
} from '../../adapters/wire/api/application.ts';
import type { accessLogSchema } from '../../adapters/wire/api/access-log.ts';
import type { clinicSchema, memberSchema } from '../../adapters/wire/api/clinic.ts';
import type { addressToConfirm } from '../../adapters/wire/api/credentials.ts';
import type { fhirDeliveries } from '../../adapters/wire/api/fhir-delivery.ts';
import type { demoClinicSchema } from '../../adapters/wire/api/demo-clinic.ts';
import type { coachNoteSchema } from '../../adapters/wire/api/coach-note.ts';
import type { granteeSchema, grantSchema, visibleAthlete } from '../../adapters/wire/api/grant.ts';
import type { accepted, invitationSchema, issuedInvitation } from '../../adapters/wire/api/invitation.ts';
import type { meSchema } from '../../adapters/wire/api/me.ts';
import type { issuedReportLink, reportLinkSchema } from '../../adapters/wire/api/report-link.ts';
import type { rosterSchema } from '../../adapters/wire/api/roster.ts';
import type { deviceSchema, pairingCode } from '../../adapters/wire/api/device.ts';
import type { inletSchema, issuedInlet } from '../../adapters/wire/api/inlet.ts';
import type {
  coachSuggestionSchema,
  maxHeartRateSchema,
  suggestionSchema,
} from '../../adapters/wire/api/max-heart-rate.ts';
import type { issuedPlanFeed, planFeedSchema } from '../../adapters/wire/api/plan.ts';
import type { previewSchema } from '../../adapters/wire/api/preview.ts';
import type { restingHeartRateSchema } from '../../adapters/wire/api/calendar.ts';
import type { declinedPrescriptionSchema, prescriptionSchema } from '../../adapters/wire/api/prescription.ts';
import type { proposalSchema } from '../../adapters/wire/api/proposal.ts';
import type { assignedSchema, templateSchema } from '../../adapters/wire/api/template.ts';
import type { ownSessions, signInWays } from '../../adapters/wire/api/sign-in.ts';
import type { setAsideSchema } from '../../adapters/wire/api/recording.ts';
import type { SessionJson, histogramSchema, traceSchema } from '../../adapters/wire/api/session.ts';
import type { ImportJobJson } from '../../adapters/wire/api/job.ts';
import type { addedSummaryBrowser, summarySchema } from '../../adapters/wire/api/summary.ts';
import type { thresholdHeartRateSchema } from '../../adapters/wire/api/threshold-heart-rate.ts';
import type { UploadOutcomeJson, uploadPage } from '../../adapters/wire/api/upload.ts';
import type {
  deliverySchema,
  issuedWebhook,
  rotatedSecret,
  webhookSchema,
} from '../../adapters/wire/api/webhook.ts';
import type { TargetJson, WeekReportJson, explanationSchema } from '../../adapters/wire/api/week-report.ts';

export type { AthleteJson, ImportJobJson, SessionJson, TargetJson, UploadOutcomeJson, WeekReportJson };
export type AccountEventsJson = Static<typeof accountEvents>;
export type StatusJson = WeekReportJson['status'];
export type CellJson = NonNullable<WeekReportJson['cells']>[number];
export type ExplanationJson = Static<typeof explanationSchema>;
export type TraceJson = Static<typeof traceSchema>;
export type HistogramJson = Static<typeof histogramSchema>;
export type MaxHeartRateJson = Static<typeof maxHeartRateSchema>;
export type MaxHeartRatePreviewJson = Static<typeof previewSchema>;
export type MaxHeartRateSuggestionJson = Static<typeof suggestionSchema>;
export type RestingHeartRateJson = Static<typeof restingHeartRateSchema>;
export type ThresholdHeartRateJson = Static<typeof thresholdHeartRateSchema>;
export type PrescriptionJson = Static<typeof prescriptionSchema>;
export type ProposalJson = Static<typeof proposalSchema>;
export type DeviceJson = Static<typeof deviceSchema>;
export type PairingCodeJson = Static<typeof pairingCode>;
export type PlanFeedJson = Static<typeof planFeedSchema>;
export type IssuedPlanFeedJson = Static<typeof issuedPlanFeed>;
export type SetAsideJson = Static<typeof setAsideSchema>;
export type InletJson = Static<typeof inletSchema>;
export type IssuedInletJson = Static<typeof issuedInlet>;
export type WebhookJson = Static<typeof webhookSchema>;
export type IssuedWebhookJson = Static<typeof issuedWebhook>;
export type RotatedSecretJson = Static<typeof rotatedSecret>;
export type FhirDeliveriesJson = Static<typeof fhirDeliveries>;
export type DeliveryJson = Static<typeof deliverySchema>;
export type SummaryJson = Static<typeof summarySchema>;
export type AddedSummaryBrowserJson = Static<typeof addedSummaryBrowser>;
export type LoggedUploadJson = Static<typeof uploadPage>['items'][number];
export type MeJson = Static<typeof meSchema>;
export type AddressToConfirmJson = Static<typeof addressToConfirm>;
export type ClinicJson = Static<typeof clinicSchema>;
export type MemberJson = Static<typeof memberSchema>;
export type ApplicationJson = Static<typeof applicationSchema>;
export type RegisteredApplicationJson = Static<typeof registeredApplication>;
export type ConnectionJson = Static<typeof connectionSchema>;
/** What the server tells of an application that asks; it may have no name. */
export interface ApplicationNameJson {
  readonly client_name?: string;
}
export type GranteeJson = Static<typeof granteeSchema>;
export type GrantJson = Static<typeof grantSchema>;
export type LookJson = Static<typeof accessLogSchema>['items'][number];
export type CoachNoteJson = Static<typeof coachNoteSchema>;
export type DemoClinicJson = Static<typeof demoClinicSchema>;
export type CoachSuggestionJson = Static<typeof coachSuggestionSchema>;
export type DeclinedPrescriptionJson = Static<typeof declinedPrescriptionSchema>;
export type TemplateJson = Static<typeof templateSchema>;
export type AssignedJson = Static<typeof assignedSchema>;
export type VisibleAthleteJson = Static<typeof visibleAthlete>;
export type ReportLinkJson = Static<typeof reportLinkSchema>;
export type IssuedReportLinkJson = Static<typeof issuedReportLink>;
export type RosterJson = Static<typeof rosterSchema>;
export type AcceptedJson = Static<typeof accepted>;
export type OwnSessionsJson = Static<typeof ownSessions>;
export type SignInWaysJson = Static<typeof signInWays>;
export type InvitationJson = Static<typeof invitationSchema>;
export type IssuedInvitationJson = Static<typeof issuedInvitation>;
export interface Items<T> {
  readonly items: readonly T[];
  /** Of the next page, where lists are paged. */
  readonly nextCursor?: string;
}
