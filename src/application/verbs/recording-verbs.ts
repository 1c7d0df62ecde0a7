import { exportAthlete } from '../export/export-athlete.ts';
import { importProfile } from '../export/import-profile.ts';
import { importRun } from '../export/import-run.ts';
import { cancelImportJob } from '../jobs/cancel-import-job.ts';
import { listImportJobs, readImportJob } from '../jobs/read-import-job.ts';
import { runImportJob } from '../jobs/run-import-job.ts';
import { undoImportJob } from '../jobs/undo-import-job.ts';
import { closeLiveRecording } from '../live/close-live-recording.ts';
import { storeLiveRecording } from '../live/store-live-recording.ts';
import { listSetAside } from '../recordings/list-set-aside.ts';
import { placeRecording } from '../recordings/place-recording.ts';
import { removeSetAside } from '../recordings/remove-set-aside.ts';
import { listSessions } from '../sessions/list-sessions.ts';
import { logSession } from '../sessions/log-session.ts';
import { readSessionFile } from '../sessions/read-session-file.ts';
import { readHistogram, readSession, readSessions, readTrace } from '../sessions/read-session.ts';
import { recompute } from '../sessions/recompute.ts';
import { removeSession } from '../sessions/remove-session.ts';
import { sessionDate } from '../sessions/session-date.ts';
import { importArchive } from '../uploads/import-archive.ts';
import { importEntry } from '../uploads/import-entry.ts';
import { ingestUpload } from '../uploads/ingest-upload.ts';
import { listUploads } from '../uploads/list-uploads.ts';
import { readUpload, readUploadFile } from '../uploads/read-upload.ts';
import { undoUpload } from '../uploads/undo-upload.ts';
import type { AthleteVerbs } from './athlete-verbs.ts';
import type { VerbDeps } from './verb-deps.ts';

/** What was recorded, however it came, and the sessions it makes. */
export function recordingVerbs(deps: VerbDeps & Pick<AthleteVerbs, 'readAthlete'>) {
  const session = { readSession: readSession(deps) };
  const live = {
    closeLiveRecording: closeLiveRecording({
      ...deps,
      storeLiveRecording: storeLiveRecording(deps),
      readSummary: deps.sessionSummary({ ...deps, ...session }),
    }),
  };
  const files = { ingestUpload: ingestUpload(deps), importProfile: importProfile(deps) };
  const entry = {
    importEntry: importEntry({ ...deps, ...files, importRun: importRun({ ...deps, ...live }) }),
  };
  const job = { readImportJob: readImportJob(deps) };
  return {
    ...live,
    ...entry,
    ...files,
    ...job,
    ...session,
    cancelImportJob: cancelImportJob({ ...deps, ...job }),
    exportAthlete: exportAthlete(deps),
    importArchive: importArchive({ ...deps, ...entry }),
    listImportJobs: listImportJobs(deps),
    listSessions: listSessions(deps),
    listSetAside: listSetAside(deps),
    listUploads: listUploads(deps),
    logSession: logSession(deps),
    placeRecording: placeRecording({ ...deps, ...live }),
    readHistogram: readHistogram(deps),
    readSessionFile: readSessionFile(deps),
    readSessions: readSessions(deps),
    readTrace: readTrace(deps),
    readUpload: readUpload(deps),
    readUploadFile: readUploadFile(deps),
    recompute: recompute(deps),
    removeSession: removeSession({ ...deps, ...live }),
    removeSetAside: removeSetAside(deps),
    runImportJob: runImportJob({ ...deps, ...entry }),
    sessionDate: sessionDate(deps),
    storeLiveRecording: storeLiveRecording(deps),
    undoImportJob: undoImportJob({ ...deps, ...job }),
    undoUpload: undoUpload(deps),
  };
}

export type RecordingVerbs = ReturnType<typeof recordingVerbs>;
