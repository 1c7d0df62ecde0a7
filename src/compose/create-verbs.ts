import { addMaxHeartRate } from '../application/add-max-heart-rate.ts';
import { addPrescription } from '../application/add-prescription.ts';
import type { ArchiveReader } from '../application/archive.ts';
import { authenticateToken } from '../application/authenticate-token.ts';
import { createAthlete } from '../application/create-athlete.ts';
import { createPairingCode } from '../application/create-pairing-code.ts';
import { enterRestingHeartRate } from '../application/enter-resting-heart-rate.ts';
import { eraseAthlete } from '../application/erase-athlete.ts';
import { excuseWeek } from '../application/excuse-week.ts';
import { explainTarget } from '../application/explain-target.ts';
import { exportAthlete } from '../application/export-athlete.ts';
import { findOwnedAthlete } from '../application/find-owned-athlete.ts';
import { importArchive } from '../application/import-archive.ts';
import { importEntry } from '../application/import-entry.ts';
import { importProfile } from '../application/import-profile.ts';
import { ingestUpload } from '../application/ingest-upload.ts';
import { issueDeviceToken } from '../application/issue-device-token.ts';
import { cancelImportJob } from '../application/jobs/cancel-import-job.ts';
import { listImportJobs, readImportJob } from '../application/jobs/read-import-job.ts';
import { runImportJob } from '../application/jobs/run-import-job.ts';
import { undoImportJob } from '../application/jobs/undo-import-job.ts';
import { listDevices } from '../application/list-devices.ts';
import { listMaxHeartRates } from '../application/list-max-heart-rates.ts';
import { listPrescriptions } from '../application/list-prescriptions.ts';
import { listSessions } from '../application/list-sessions.ts';
import { listUploads } from '../application/list-uploads.ts';
import { storeLiveRecording } from '../application/live/store-live-recording.ts';
import { logSession } from '../application/log-session.ts';
import type { PairingCodeStore } from '../application/pairing-codes.ts';
import type { FileDecoder, Stores, Transactions } from '../application/ports.ts';
import { previewMaxHeartRate } from '../application/preview-max-heart-rate.ts';
import { readAthlete } from '../application/read-athlete.ts';
import { readCurrentPrescription } from '../application/read-current-prescription.ts';
import { readRestingHeartRate } from '../application/read-resting-heart-rate.ts';
import { readHistogram, readSession, readTrace } from '../application/read-session.ts';
import { readUpload, readUploadFile } from '../application/read-upload.ts';
import { recompute } from '../application/recompute.ts';
import { redeemPairingCode } from '../application/redeem-pairing-code.ts';
import { removeMaxHeartRate } from '../application/remove-max-heart-rate.ts';
import { removeSession } from '../application/remove-session.ts';
import { reportWeek, reportWeeks } from '../application/report-week.ts';
import { revokeDevice } from '../application/revoke-device.ts';
import { createStreakMemory } from '../application/streak-memory.ts';
import { suggestMaxHeartRate } from '../application/suggest-max-heart-rate.ts';
import { undoUpload } from '../application/undo-upload.ts';
import { updateAthlete } from '../application/update-athlete.ts';
import { withdrawExcuse } from '../application/withdraw-excuse.ts';
import type { Platform } from './platform.ts';

export interface VerbDeps extends Platform {
  readonly stores: Stores;
  readonly transactions: Transactions;
  readonly decoder: FileDecoder;
  readonly archives: ArchiveReader;
  readonly pairingCodes: PairingCodeStore;
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
  const previewMaxHeartRateVerb = previewMaxHeartRate(weekDeps);
  const ingestUploadVerb = ingestUpload(deps);
  const importProfileVerb = importProfile(deps);
  const importEntryVerb = importEntry({
    ...deps,
    ingestUpload: ingestUploadVerb,
    importProfile: importProfileVerb,
  });
  const readImportJobVerb = readImportJob(deps);
  return {
    addMaxHeartRate: addMaxHeartRate({ ...deps, previewMaxHeartRate: previewMaxHeartRateVerb }),
    addPrescription: addPrescription({ ...deps, readAthlete: readAthleteVerb }),
    authenticateToken: authenticateToken(deps),
    cancelImportJob: cancelImportJob({ ...deps, readImportJob: readImportJobVerb }),
    createAthlete: createAthleteVerb,
    createPairingCode: createPairingCode(deps),
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
    listDevices: listDevices(deps),
    listImportJobs: listImportJobs(deps),
    listMaxHeartRates: listMaxHeartRates(deps),
    listPrescriptions: listPrescriptions(deps),
    listSessions: listSessions(deps),
    listUploads: listUploads(deps),
    logSession: logSession({ ...deps, readAthlete: readAthleteVerb }),
    previewMaxHeartRate: previewMaxHeartRateVerb,
    readAthlete: readAthleteVerb,
    readCurrentPrescription: readCurrentPrescription({ ...deps, readAthlete: readAthleteVerb }),
    readHistogram: readHistogram(deps),
    readImportJob: readImportJobVerb,
    readRestingHeartRate: readRestingHeartRate(deps),
    readSession: readSession(deps),
    readTrace: readTrace(deps),
    readUpload: readUpload(deps),
    readUploadFile: readUploadFile(deps),
    recompute: recomputeVerb,
    redeemPairingCode: redeemPairingCode({ ...deps, issueDeviceToken: issueDeviceTokenVerb }),
    removeMaxHeartRate: removeMaxHeartRate(deps),
    removeSession: removeSession(deps),
    reportWeek: reportWeek(weekDeps),
    reportWeeks: reportWeeks(weekDeps),
    revokeDevice: revokeDevice(deps),
    runImportJob: runImportJob({
      ...deps,
      importJobs: deps.stores.importJobs,
      importEntry: importEntryVerb,
    }),
    storeLiveRecording: storeLiveRecording(deps),
    suggestMaxHeartRate: suggestMaxHeartRate(deps),
    undoImportJob: undoImportJob({ ...deps, readImportJob: readImportJobVerb }),
    undoUpload: undoUpload(deps),
    updateAthlete: updateAthlete({ ...deps, readAthlete: readAthleteVerb, recompute: recomputeVerb }),
    withdrawExcuse: withdrawExcuse(deps),
  };
}

export type Verbs = ReturnType<typeof createVerbs>;
