import { addMaxHeartRate } from '../application/athlete/add-max-heart-rate.ts';
import { addPrescription } from '../application/athlete/add-prescription.ts';
import { addThresholdHeartRate } from '../application/athlete/add-threshold-heart-rate.ts';
import { listThresholdHeartRates } from '../application/athlete/list-threshold-heart-rates.ts';
import { previewThresholdHeartRate } from '../application/athlete/preview-threshold-heart-rate.ts';
import { removeThresholdHeartRate } from '../application/athlete/remove-threshold-heart-rate.ts';
import type { ArchiveReader } from '../application/ports/archive-reader.ts';
import type { WebhookSecret, WebhookSender } from '../application/ports/webhook-sender.ts';
import { authenticateToken } from '../application/devices/authenticate-token.ts';
import { authenticateInlet } from '../application/inlets/authenticate-inlet.ts';
import { createInlet } from '../application/inlets/create-inlet.ts';
import { endInletRun } from '../application/inlets/end-inlet-run.ts';
import { listInlets, readInlet } from '../application/inlets/list-inlets.ts';
import { revokeInlet } from '../application/inlets/revoke-inlet.ts';
import { updateInlet } from '../application/inlets/update-inlet.ts';
import { closeLiveRecording } from '../application/live/close-live-recording.ts';
import { createAthlete } from '../application/athlete/create-athlete.ts';
import { createPairingCode } from '../application/devices/create-pairing-code.ts';
import { enterRestingHeartRate } from '../application/athlete/enter-resting-heart-rate.ts';
import { eraseAthlete } from '../application/athlete/erase-athlete.ts';
import { excuseWeek } from '../application/athlete/excuse-week.ts';
import { explainTarget } from '../application/reports/explain-target.ts';
import { exportAthlete } from '../application/export/export-athlete.ts';
import { findOwnedAthlete } from '../application/athlete/find-owned-athlete.ts';
import { importArchive } from '../application/uploads/import-archive.ts';
import { importEntry } from '../application/uploads/import-entry.ts';
import { importProfile } from '../application/export/import-profile.ts';
import { importRun } from '../application/export/import-run.ts';
import { ingestUpload } from '../application/uploads/ingest-upload.ts';
import { issueDeviceToken } from '../application/devices/issue-device-token.ts';
import { cancelImportJob } from '../application/jobs/cancel-import-job.ts';
import { listImportJobs, readImportJob } from '../application/jobs/read-import-job.ts';
import { runImportJob } from '../application/jobs/run-import-job.ts';
import { undoImportJob } from '../application/jobs/undo-import-job.ts';
import { listDevices } from '../application/devices/list-devices.ts';
import { listMaxHeartRates } from '../application/athlete/list-max-heart-rates.ts';
import { listPrescriptions } from '../application/athlete/list-prescriptions.ts';
import { listSessions } from '../application/sessions/list-sessions.ts';
import { listUploads } from '../application/uploads/list-uploads.ts';
import { storeLiveRecording } from '../application/live/store-live-recording.ts';
import { listSetAside } from '../application/recordings/list-set-aside.ts';
import { placeRecording } from '../application/recordings/place-recording.ts';
import { removeSetAside } from '../application/recordings/remove-set-aside.ts';
import { logSession } from '../application/sessions/log-session.ts';
import type { Accounts } from '../application/ports/accounts.ts';
import type { Letters } from '../application/ports/letters.ts';
import type { LiveStore } from '../application/ports/live-store.ts';
import type { PairingCodeStore } from '../application/ports/pairing-code-store.ts';
import type { FileDecoder } from '../application/ports/file-decoder.ts';
import type { Stores, Transactions } from '../application/ports/stores.ts';
import { previewMaxHeartRate } from '../application/athlete/preview-max-heart-rate.ts';
import { previewPrescription } from '../application/athlete/preview-prescription.ts';
import { createPlanFeed } from '../application/plan/create-plan-feed.ts';
import { listPlanFeeds } from '../application/plan/list-plan-feeds.ts';
import { readPlanFeed } from '../application/plan/read-plan-feed.ts';
import { readTodaysWorkout } from '../application/plan/read-todays-workout.ts';
import { revokePlanFeed } from '../application/plan/revoke-plan-feed.ts';
import type { ReportSeal } from '../application/ports/report-seal.ts';
import { compareReceipt } from '../application/receipts/compare-receipt.ts';
import { issueReceipt } from '../application/receipts/issue-receipt.ts';
import { readAthlete } from '../application/athlete/read-athlete.ts';
import { readCurrentPrescription } from '../application/athlete/read-current-prescription.ts';
import { readRestingHeartRate } from '../application/athlete/read-resting-heart-rate.ts';
import { encodeFitWorkout } from '../adapters/files/out/encode-fit-workout.ts';
import { encodeSession } from '../adapters/files/out/encode-session.ts';
import { readHistogram, readSession, readTrace } from '../application/sessions/read-session.ts';
import { readSessionFile } from '../application/sessions/read-session-file.ts';
import { readUpload, readUploadFile } from '../application/uploads/read-upload.ts';
import { recompute } from '../application/sessions/recompute.ts';
import { redeemPairingCode } from '../application/devices/redeem-pairing-code.ts';
import { removeMaxHeartRate } from '../application/athlete/remove-max-heart-rate.ts';
import { removeSession } from '../application/sessions/remove-session.ts';
import { reportWeek, reportWeeks } from '../application/reports/report-week.ts';
import { revokeDevice } from '../application/devices/revoke-device.ts';
import { createStreakMemory } from '../application/reports/streak-memory.ts';
import { suggestMaxHeartRate } from '../application/athlete/suggest-max-heart-rate.ts';
import { undoUpload } from '../application/uploads/undo-upload.ts';
import { updateAthlete } from '../application/athlete/update-athlete.ts';
import { withdrawExcuse } from '../application/athlete/withdraw-excuse.ts';
import { readAccessLog, recordLook } from '../application/people/access-log.ts';
import { acceptInvitation } from '../application/people/accept-invitation.ts';
import { removeClinic, renameClinic } from '../application/people/change-clinic.ts';
import { listMembers, setMemberRoles } from '../application/people/clinic-members.ts';
import { createClinic } from '../application/people/create-clinic.ts';
import { createInvitation } from '../application/people/create-invitation.ts';
import { addCoachNote, listCoachNotes, removeCoachNote } from '../application/people/coach-notes.ts';
import {
  createReportLink,
  listReportLinks,
  revokeReportLink,
  openReportLink,
} from '../application/people/report-links.ts';
import {
  addTemplate,
  assignTemplate,
  listTemplates,
  removeTemplate,
} from '../application/people/templates.ts';
import { describeMe } from '../application/people/describe-me.ts';
import { changeGrant, createGrant, listGrants, revokeGrant } from '../application/people/grants.ts';
import { listRoster } from '../application/people/list-roster.ts';
import { listVisibleAthletes } from '../application/people/list-visible-athletes.ts';
import { openWall } from '../application/people/open-wall.ts';
import { openGrant } from '../application/people/open-grant.ts';
import { sessionDate } from '../application/sessions/session-date.ts';
import { listClinics, readClinic } from '../application/people/list-clinics.ts';
import { listInvitations } from '../application/people/list-invitations.ts';
import { revokeInvitation } from '../application/people/revoke-invitation.ts';
import type { SignUp } from '../application/people/sign-up.ts';
import { createWebhook } from '../application/webhooks/create-webhook.ts';
import { listDeliveries } from '../application/webhooks/list-deliveries.ts';
import { listWebhooks, readWebhook } from '../application/webhooks/list-webhooks.ts';
import { removeWebhook } from '../application/webhooks/remove-webhook.ts';
import { replayDelivery } from '../application/webhooks/replay-delivery.ts';
import { rotateWebhookSecret } from '../application/webhooks/rotate-webhook-secret.ts';
import { testWebhook } from '../application/webhooks/test-webhook.ts';
import { deliverWebhook } from '../application/webhooks/deliver-webhook.ts';
import { tellEvents } from '../application/webhooks/tell-events.ts';
import { eventPresenter } from './event-presenter.ts';
import type { Platform } from './platform.ts';
import { sessionSummary } from './session-summary.ts';

export interface VerbDeps extends Platform {
  readonly stores: Stores;
  readonly transactions: Transactions;
  readonly decoder: FileDecoder;
  readonly archives: ArchiveReader;
  readonly pairingCodes: PairingCodeStore;
  readonly liveStore: LiveStore;
  readonly accounts: Accounts;
  /** Who may make an account (U3). */
  readonly signUp: SignUp;
  readonly letters: Letters | null;
  readonly reportSeal: ReportSeal;
  readonly webhookSender: WebhookSender;
  readonly webhookSecret: WebhookSecret;
  /** The zone of an athlete nobody has asked yet. */
  readonly timeZoneGuess: string;
}

/** Every verb of the product, wired. A verb that another needs is made first. */
export function createVerbs(deps: VerbDeps) {
  const readAthleteVerb = readAthlete(deps);
  const createAthleteVerb = createAthlete(deps);
  const issueDeviceTokenVerb = issueDeviceToken(deps);
  const recomputeVerb = recompute(deps);
  const weekDeps = { ...deps, streakMemory: createStreakMemory() };
  const reportWeekVerb = reportWeek(weekDeps);
  const reportWeeksVerb = reportWeeks(weekDeps);
  const planDeps = {
    ...deps,
    encodeWorkout: encodeFitWorkout,
    readAthlete: readAthleteVerb,
    reportWeek: reportWeekVerb,
    reportWeeks: reportWeeksVerb,
  };
  const previewMaxHeartRateVerb = previewMaxHeartRate(weekDeps);
  const previewThresholdHeartRateVerb = previewThresholdHeartRate(weekDeps);
  const ingestUploadVerb = ingestUpload(deps);
  const importProfileVerb = importProfile(deps);
  const readSessionVerb = readSession(deps);
  const storeLiveRecordingVerb = storeLiveRecording(deps);
  const closeLiveRecordingVerb = closeLiveRecording({
    ...deps,
    storeLiveRecording: storeLiveRecordingVerb,
    readSummary: sessionSummary({ readAthlete: readAthleteVerb, readSession: readSessionVerb }),
  });
  const importEntryVerb = importEntry({
    ...deps,
    ingestUpload: ingestUploadVerb,
    importProfile: importProfileVerb,
    importRun: importRun({ ...deps, closeLiveRecording: closeLiveRecordingVerb }),
  });
  const readImportJobVerb = readImportJob(deps);
  const openGrantVerb = openGrant(deps);
  const recordLookVerb = recordLook(deps);
  const addPrescriptionVerb = addPrescription({ ...deps, readAthlete: readAthleteVerb });
  const listInvitationsVerb = listInvitations(deps);
  const webhookDeps = {
    ...deps,
    eventPresenter,
    readAthlete: readAthleteVerb,
    readSession: readSessionVerb,
    reportWeek: reportWeekVerb,
  };
  return {
    acceptInvitation: acceptInvitation({ ...deps, createAthlete: createAthleteVerb }),
    addCoachNote: addCoachNote(deps),
    listCoachNotes: listCoachNotes(deps),
    removeCoachNote: removeCoachNote(deps),
    createReportLink: createReportLink(deps),
    listReportLinks: listReportLinks(deps),
    revokeReportLink: revokeReportLink(deps),
    openReportLink: openReportLink(deps),
    addTemplate: addTemplate(deps),
    listTemplates: listTemplates(deps),
    removeTemplate: removeTemplate(deps),
    assignTemplate: assignTemplate({
      ...deps,
      openGrant: openGrantVerb,
      addPrescription: addPrescriptionVerb,
      recordLook: recordLookVerb,
    }),
    addMaxHeartRate: addMaxHeartRate({ ...deps, previewMaxHeartRate: previewMaxHeartRateVerb }),
    addPrescription: addPrescriptionVerb,
    addThresholdHeartRate: addThresholdHeartRate({
      ...deps,
      readAthlete: readAthleteVerb,
      previewThresholdHeartRate: previewThresholdHeartRateVerb,
    }),
    authenticateToken: authenticateToken(deps),
    cancelImportJob: cancelImportJob({ ...deps, readImportJob: readImportJobVerb }),
    createAthlete: createAthleteVerb,
    authenticateInlet: authenticateInlet(deps),
    closeLiveRecording: closeLiveRecordingVerb,
    changeGrant: changeGrant(deps),
    createClinic: createClinic(deps),
    createGrant: createGrant(deps),
    createInlet: createInlet(deps),
    createInvitation: createInvitation(deps),
    createPairingCode: createPairingCode(deps),
    createPlanFeed: createPlanFeed(deps),
    describeMe: describeMe(deps),
    endInletRun: endInletRun({ ...deps, closeLiveRecording: closeLiveRecordingVerb }),
    enterRestingHeartRate: enterRestingHeartRate(deps),
    eraseAthlete: eraseAthlete(deps),
    excuseWeek: excuseWeek(deps),
    explainTarget: explainTarget(weekDeps),
    exportAthlete: exportAthlete(deps),
    findOwnedAthlete: findOwnedAthlete({ ...deps, createAthlete: createAthleteVerb }),
    importArchive: importArchive({ ...deps, importEntry: importEntryVerb }),
    importEntry: importEntryVerb,
    importProfile: importProfileVerb,
    ingestUpload: ingestUploadVerb,
    issueDeviceToken: issueDeviceTokenVerb,
    listClinics: listClinics(deps),
    listDevices: listDevices(deps),
    listImportJobs: listImportJobs(deps),
    listGrants: listGrants(deps),
    listInlets: listInlets(deps),
    listInvitations: listInvitationsVerb,
    listMaxHeartRates: listMaxHeartRates(deps),
    listPlanFeeds: listPlanFeeds(deps),
    listMembers: listMembers(deps),
    listPrescriptions: listPrescriptions(deps),
    listRoster: listRoster({ ...deps, reportWeeks: reportWeeksVerb }),
    listSessions: listSessions(deps),
    listSetAside: listSetAside(deps),
    listThresholdHeartRates: listThresholdHeartRates(deps),
    listUploads: listUploads(deps),
    listVisibleAthletes: listVisibleAthletes(deps),
    openGrant: openGrantVerb,
    openWall: openWall({ ...deps, recordLook: recordLookVerb }),
    placeRecording: placeRecording({ ...deps, closeLiveRecording: closeLiveRecordingVerb }),
    removeSetAside: removeSetAside(deps),
    logSession: logSession({ ...deps, readAthlete: readAthleteVerb }),
    previewMaxHeartRate: previewMaxHeartRateVerb,
    previewPrescription: previewPrescription(weekDeps),
    previewThresholdHeartRate: previewThresholdHeartRateVerb,
    readAccessLog: readAccessLog(deps),
    readAthlete: readAthleteVerb,
    readClinic: readClinic(deps),
    readCurrentPrescription: readCurrentPrescription({ ...deps, readAthlete: readAthleteVerb }),
    readHistogram: readHistogram(deps),
    readImportJob: readImportJobVerb,
    readInlet: readInlet(deps),
    readPlanFeed: readPlanFeed(planDeps),
    readRestingHeartRate: readRestingHeartRate(deps),
    readSession: readSessionVerb,
    readSessionFile: readSessionFile({ ...deps, encodeSession }),
    readTodaysWorkout: readTodaysWorkout(planDeps),
    readTrace: readTrace(deps),
    readUpload: readUpload(deps),
    readUploadFile: readUploadFile(deps),
    recompute: recomputeVerb,
    recordLook: recordLookVerb,
    redeemPairingCode: redeemPairingCode({ ...deps, issueDeviceToken: issueDeviceTokenVerb }),
    removeClinic: removeClinic(deps),
    removeMaxHeartRate: removeMaxHeartRate(deps),
    removeSession: removeSession({ ...deps, closeLiveRecording: closeLiveRecordingVerb }),
    removeThresholdHeartRate: removeThresholdHeartRate(deps),
    renameClinic: renameClinic(deps),
    reportWeek: reportWeekVerb,
    reportWeeks: reportWeeksVerb,
    revokeDevice: revokeDevice(deps),
    revokeGrant: revokeGrant(deps),
    revokeInlet: revokeInlet(deps),
    revokePlanFeed: revokePlanFeed(deps),
    revokeInvitation: revokeInvitation({ ...deps, listInvitations: listInvitationsVerb }),
    runImportJob: runImportJob({
      ...deps,
      importJobs: deps.stores.importJobs,
      importEntry: importEntryVerb,
    }),
    sessionDate: sessionDate(deps),
    setMemberRoles: setMemberRoles(deps),
    storeLiveRecording: storeLiveRecordingVerb,
    suggestMaxHeartRate: suggestMaxHeartRate(deps),
    undoImportJob: undoImportJob({ ...deps, readImportJob: readImportJobVerb }),
    undoUpload: undoUpload(deps),
    updateAthlete: updateAthlete({ ...deps, readAthlete: readAthleteVerb, recompute: recomputeVerb }),
    updateInlet: updateInlet(deps),
    withdrawExcuse: withdrawExcuse(deps),
    compareReceipt: compareReceipt(deps),
    issueReceipt: issueReceipt(webhookDeps),
    createWebhook: createWebhook(webhookDeps),
    deliverWebhook: deliverWebhook(webhookDeps),
    listDeliveries: listDeliveries(webhookDeps),
    listWebhooks: listWebhooks(webhookDeps),
    readWebhook: readWebhook(webhookDeps),
    removeWebhook: removeWebhook(webhookDeps),
    replayDelivery: replayDelivery(webhookDeps),
    rotateWebhookSecret: rotateWebhookSecret(webhookDeps),
    tellEvents: tellEvents(webhookDeps),
    testWebhook: testWebhook(webhookDeps),
  };
}

export type Verbs = ReturnType<typeof createVerbs>;
