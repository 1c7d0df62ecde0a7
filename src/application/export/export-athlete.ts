import type { Recording } from '../../domain/timeline/recording.ts';
import { RULE_VERSION } from '../../domain/rule-version.ts';
import { FIRST_MS, LAST_MS } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import {
  EXPORT_FORMAT,
  RECORDING_FORMAT,
  RUN_FORMAT,
  type ExportedProfile,
  type ExportedRecording,
  type ExportedRun,
  type ExportedUpload,
} from './exported-profile.ts';
import { isOfStream } from '../live/is-of-stream.ts';
import { mergeBatches } from '../live/merge-batches.ts';
import type { LoggedLook } from '../ports/access-log-store.ts';
import type { SetAsideRun } from '../ports/live-run-store.ts';
import type { LiveStore, StreamKey } from '../ports/live-store.ts';
import type { RecordingExtra } from '../ports/recording-store.ts';
import type { Stores } from '../ports/stores.ts';
import type { Upload } from '../ports/upload-store.ts';

/** One file of an export, by its path inside the archive. */
export interface ExportEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ExportAthleteDeps {
  readonly stores: Stores;
  readonly liveStore: Pick<LiveStore, 'find' | 'load'>;
}

export type ExportAthlete = (input: { athleteId: string }) => AsyncGenerator<ExportEntry>;

const CONNECTIONS_FORMAT = 'zone-coach.connections.v1';
const CONSENT_FORMAT = 'zone-coach.consent.v1';
/** Uploads read at a time; of their bytes one at a time. */
const PAGE = 100;

/**
 * Everything of one athlete, as files: the profile first, the uploaded originals byte for byte in the order they came,
 * refused ones apart, live recordings as JSON, runs of which something was set aside, whole; and, to be read by people,
 * which connections there are, without their secrets, who was let in and has looked (C4), what coaches wrote and suggested,
 * and what the athlete declined. Importing the archive into an empty installation gives the same weeks, the same choices,
 * and the same runs that stay removed.
 */
export function exportAthlete({ stores, liveStore }: ExportAthleteDeps): ExportAthlete {
  return async function* ({ athleteId }) {
    const uploads = await uploadsOf(stores, athleteId);
    const listed: (ExportedUpload & { id: string })[] = [];
    for (const upload of uploads) {
      if (upload.status === 'duplicate') continue;
      const facts = await stores.recordings.listFactsByUpload(athleteId, upload.id);
      const { id, fileName } = upload;
      listed.push({ id, path: pathOf(upload), fileName, recordingIds: facts.map((each) => each.id) });
    }
    const setAside = await stores.liveRuns.listSetAside(athleteId);
    yield json('profile.json', await profileOf(stores, athleteId, listed, setAside));
    for (const { id, path } of listed) {
      const bytes = await stores.uploads.readBytes(athleteId, id);
      // Of what an archive would not give there are none.
      if (bytes !== null && bytes.length > 0) yield { path, bytes };
    }
    // A live recording that came in an earlier export is among the uploads.
    const uploaded = new Set(listed.flatMap(({ recordingIds }) => recordingIds));
    for (const facts of await stores.recordings.listFacts(athleteId, FIRST_MS, LAST_MS)) {
      if (facts.kind !== 'live' || uploaded.has(facts.id)) continue;
      if (setAside.some(({ sessionId }) => isOfStream(facts.id, sessionId))) continue;
      const [recording] = await stores.recordings.load(athleteId, [facts.id]);
      if (recording === undefined) continue;
      const extra = await stores.recordings.loadExtra(athleteId, facts.id);
      yield json(`live/${facts.id}.json`, exportedRecording(recording, extra));
    }
    yield json('connections.json', {
      format: CONNECTIONS_FORMAT,
      planFeeds: await stores.planFeeds.list(athleteId),
      webhooks: await stores.webhooks.list(athleteId),
      summary: await summaryOf(stores, athleteId),
      proposedPrescriptions: await stores.proposedPrescriptions.list(athleteId),
    });
    for (const run of setAside) {
      const exported = await exportedRun(liveStore, { athleteId, sessionId: run.sessionId });
      if (exported !== null) yield json(`set-aside/${run.sessionId}.json`, exported);
    }
    const grants = await stores.grants.list(athleteId);
    const looks = await looksOf(stores, athleteId);
    const notes = await stores.coachNotes.list(athleteId);
    const links = await stores.reportLinks.list(athleteId);
    const suggestions = await stores.coachSuggestions.list(athleteId);
    const declined = await stores.prescriptions.listDeclined(athleteId);
    const told = { grants, looks, notes, links, suggestions, declined };
    if (Object.values(told).some(({ length }) => length > 0))
      yield json('consent.json', { format: CONSENT_FORMAT, ...told });
  };
}

/** Without the address and the keys of a browser: whoever has them can send it messages. */
async function summaryOf({ summaries }: Pick<Stores, 'summaries'>, athleteId: string): Promise<object> {
  const browsers = await summaries.listBrowsers(athleteId);
  return {
    mail: await summaries.isMailed(athleteId),
    browsers: browsers.map(({ target: _secret, ...browser }) => browser),
  };
}

async function profileOf(
  stores: Stores,
  athleteId: string,
  uploads: readonly (ExportedUpload & { id: string })[],
  setAside: readonly SetAsideRun[],
): Promise<ExportedProfile> {
  const athlete = await stores.athletes.find(athleteId);
  if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
  const { name, locale, birthDate, flags, timeZones } = athlete;
  return {
    format: EXPORT_FORMAT,
    ruleVersion: RULE_VERSION,
    athlete: { name, locale, birthDate, flags, timeZones },
    maxHeartRates: await stores.maxHeartRates.list(athleteId),
    thresholdHeartRates: await stores.thresholdHeartRates.list(athleteId),
    prescriptions: await stores.prescriptions.list(athleteId),
    excusedWeeks: await stores.excusedWeeks.list(athleteId),
    restingHeartRates: await stores.restingHeartRates.listEntered(athleteId),
    loggedSessions: await stores.sessions.listLogged(athleteId),
    uploads: uploads
      .filter(({ path }) => path.startsWith('uploads/'))
      .map(({ path, fileName, recordingIds }) => ({ path, fileName, recordingIds })),
    removedRuns: (await stores.liveRuns.listRemoved(athleteId)).filter(
      // A run that is exported itself brings its own.
      ({ sessionId }) => !setAside.some((run) => run.sessionId === sessionId),
    ),
  };
}

/** Oldest first. */
async function uploadsOf(stores: Pick<Stores, 'uploads'>, athleteId: string): Promise<Upload[]> {
  const uploads: Upload[] = [];
  let before: { createdAtMs: number; id: string } | null = null;
  for (;;) {
    const page = await stores.uploads.list(athleteId, { limit: PAGE, before });
    uploads.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return uploads.reverse();
    before = { createdAtMs: last.createdAtMs, id: last.id };
  }
}

/** Newest first. */
async function looksOf(stores: Pick<Stores, 'accessLog'>, athleteId: string): Promise<LoggedLook[]> {
  const looks: LoggedLook[] = [];
  let before: { firstAtMs: number; id: string } | null = null;
  for (;;) {
    const page = await stores.accessLog.list(athleteId, { limit: PAGE, before });
    looks.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return looks;
    before = { firstAtMs: last.firstAtMs, id: last.id };
  }
}

/** The id keeps two files of one name apart; the name stays readable behind it. */
function pathOf({ id, fileName, status }: Upload): string {
  const name = fileName.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').slice(-100);
  return `${status === 'rejected' ? 'rejected' : 'uploads'}/${id}-${name}`;
}

function exportedRecording({ facts, items }: Recording, extra: RecordingExtra | null): ExportedRecording {
  const { count, atMs, code, rrKey } = items;
  return {
    format: RECORDING_FORMAT,
    facts,
    atMs: Array.from(atMs.subarray(0, count)),
    code: Array.from(code.subarray(0, count)),
    rrKey: rrKey === undefined ? null : Array.from(rrKey.subarray(0, count)),
    rr: extra?.rr ?? null,
  };
}

async function exportedRun(
  liveStore: ExportAthleteDeps['liveStore'],
  key: StreamKey,
): Promise<ExportedRun | null> {
  const stream = await liveStore.find(key);
  if (stream === null) return null;
  const { items, skipped } = mergeBatches((await liveStore.load(key)).map(({ payload }) => payload));
  return {
    format: RUN_FORMAT,
    sessionId: key.sessionId,
    facts: stream.facts,
    removedSpans: stream.removedSpans,
    items: items.map(({ seq, atMs, code, rr, contact, quarantined }) => {
      const instant = atMs === atMs ? atMs : null;
      return { seq, atMs: instant, code, rr, contact, setAside: quarantined };
    }),
    skipped: skipped.ranges(),
  };
}

function json(path: string, value: unknown): ExportEntry {
  return { path, bytes: new TextEncoder().encode(JSON.stringify(value)) };
}
