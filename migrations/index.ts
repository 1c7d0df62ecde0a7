import type { Migration } from 'kysely';
import * as identityAndTimeline from './0001_identity_and_timeline.ts';
import * as live from './0002_live.ts';
import * as importJobs from './0003_import_jobs.ts';
import * as duplicatesLogged from './0004_duplicates_logged.ts';
import * as evidenceRevision from './0005_evidence_revision.ts';
import * as authorityAndDeletion from './0006_authority_and_deletion.ts';
import * as signIn from './0007_sign_in.ts';
import * as inlets from './0008_inlets.ts';
import * as inletAuthority from './0020_inlet_authority.ts';
import * as planFeeds from './0021_plan_feeds.ts';
import * as prescriptionsAsLanguage from './0022_prescriptions_as_language.ts';
import * as accountEvents from './0023_account_events.ts';
import * as removedSpans from './0024_removed_spans.ts';
import * as people from './0030_people.ts';
import * as grants from './0031_grants.ts';
import * as webhooks from './0032_webhooks.ts';
import * as roster from './0033_roster.ts';
import * as desk from './0034_desk.ts';
import * as settingsTold from './0035_settings_told.ts';
import * as passkeys from './0036_passkeys.ts';
import * as inletRate from './0037_inlet_rate.ts';
import * as grantsTold from './0038_grants_told.ts';
import * as suggestionsAndDeclines from './0039_suggestions_and_declines.ts';
import * as summaries from './0040_summaries.ts';
import * as twoFactor from './0041_two_factor.ts';
import * as addressesEnd from './0042_addresses_end.ts';
import * as demoClinic from './0043_demo_clinic.ts';
import * as recordingFacts from './0044_recording_facts.ts';
import * as proposedPrescriptions from './0045_proposed_prescriptions.ts';
import * as applications from './0046_applications.ts';
import * as fhirDeliveries from './0047_fhir_deliveries.ts';
import * as verdictChangesTold from './0048_verdict_changes_told.ts';
import * as expiryTold from './0049_expiry_told.ts';
import * as importScan from './0050_import_scan.ts';
import * as trainingDeclined from './0051_training_declined.ts';
import * as daysInSessions from './0052_days_in_sessions.ts';

/** Every migration in order, one line each. A merged migration is never edited: the next one changes what it did. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_identity_and_timeline': identityAndTimeline,
  '0002_live': live,
  '0003_import_jobs': importJobs,
  '0004_duplicates_logged': duplicatesLogged,
  '0005_evidence_revision': evidenceRevision,
  '0006_authority_and_deletion': authorityAndDeletion,
  '0007_sign_in': signIn,
  '0008_inlets': inlets,
  '0020_inlet_authority': inletAuthority,
  '0021_plan_feeds': planFeeds,
  '0022_prescriptions_as_language': prescriptionsAsLanguage,
  '0023_account_events': accountEvents,
  '0024_removed_spans': removedSpans,
  '0030_people': people,
  '0031_grants': grants,
  '0032_webhooks': webhooks,
  '0033_roster': roster,
  '0034_desk': desk,
  '0035_settings_told': settingsTold,
  '0036_passkeys': passkeys,
  '0037_inlet_rate': inletRate,
  '0038_grants_told': grantsTold,
  '0039_suggestions_and_declines': suggestionsAndDeclines,
  '0040_summaries': summaries,
  '0041_two_factor': twoFactor,
  '0042_addresses_end': addressesEnd,
  '0043_demo_clinic': demoClinic,
  '0044_recording_facts': recordingFacts,
  '0045_proposed_prescriptions': proposedPrescriptions,
  '0046_applications': applications,
  '0047_fhir_deliveries': fhirDeliveries,
  '0048_verdict_changes_told': verdictChangesTold,
  '0049_expiry_told': expiryTold,
  '0050_import_scan': importScan,
  '0051_training_declined': trainingDeclined,
  '0052_days_in_sessions': daysInSessions,
};
