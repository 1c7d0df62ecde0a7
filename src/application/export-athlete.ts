import type { Recording } from '../domain/recording.ts';
import { RULE_VERSION } from '../domain/rule-version.ts';
import { FIRST_MS, LAST_MS } from '../domain/units.ts';
import { AppError } from './errors.ts';
import type { ExcusedWeekStore, RestingHeartRateStore, Stores } from './ports.ts';

/** One file of an export, by its path inside the archive. */
export interface ExportEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ExportAthleteDeps {
  readonly stores: Stores;
}

export type ExportAthlete = (input: { athleteId: string }) => AsyncGenerator<ExportEntry>;

/** Marks an archive as one of ours; raised when its layout changes. */
export const EXPORT_FORMAT = 'zone-coach.export.v1';

/** What an export says besides the uploaded files and the live recordings; `importExport` reads it back. */
export interface ExportedProfile {
  readonly format: typeof EXPORT_FORMAT;
  readonly ruleVersion: string;
  readonly athlete: unknown;
  readonly maxHeartRates: readonly unknown[];
  readonly prescriptions: readonly unknown[];
  readonly excusedWeeks: Awaited<ReturnType<ExcusedWeekStore['list']>>;
  readonly restingHeartRates: Awaited<ReturnType<RestingHeartRateStore['list']>>;
  readonly loggedSessions: readonly unknown[];
}

/** Uploads and recordings read at a time. */
const PAGE = 50;

/**
 * Everything of one athlete, as files: the uploaded originals byte for byte, live recordings as JSON lines, and the
 * profile. Importing the archive into an empty installation gives the same weeks.
 */
export function exportAthlete({ stores }: ExportAthleteDeps): ExportAthlete {
  return async function* ({ athleteId }) {
    yield json('profile.json', await profileOf(stores, athleteId));
    for await (const upload of uploadsOf(stores, athleteId)) {
      const bytes = await stores.uploads.readBytes(athleteId, upload.id);
      // The hash keeps two files of one name apart; the name stays readable behind it.
      if (bytes !== null)
        yield { path: `uploads/${upload.sha256.slice(0, 16)}-${safeName(upload.fileName)}`, bytes };
    }
    const facts = await stores.recordings.listFacts(athleteId, FIRST_MS, LAST_MS);
    const live = facts.filter((each) => each.kind === 'live').map((each) => each.id);
    for (let from = 0; from < live.length; from += PAGE) {
      for (const recording of await stores.recordings.load(athleteId, live.slice(from, from + PAGE))) {
        yield json(`live/${recording.facts.id}.json`, liveJson(recording));
      }
    }
  };
}

async function profileOf(stores: Stores, athleteId: string): Promise<ExportedProfile> {
  const athlete = await stores.athletes.find(athleteId);
  if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
  const { name, locale, birthDate, flags, timeZones } = athlete;
  return {
    format: EXPORT_FORMAT,
    ruleVersion: RULE_VERSION,
    athlete: { name, locale, birthDate, flags, timeZones },
    maxHeartRates: await stores.maxHeartRates.list(athleteId),
    prescriptions: await stores.prescriptions.list(athleteId),
    excusedWeeks: await stores.excusedWeeks.list(athleteId),
    restingHeartRates: await stores.restingHeartRates.listEntered(athleteId),
    loggedSessions: await stores.sessions.listLogged(athleteId),
  };
}

async function* uploadsOf(
  stores: Pick<Stores, 'uploads'>,
  athleteId: string,
): AsyncGenerator<{ id: string; sha256: string; fileName: string }> {
  let before: { createdAtMs: number; id: string } | null = null;
  for (;;) {
    const page = await stores.uploads.list(athleteId, { limit: PAGE, before });
    yield* page.filter((each) => each.status !== 'rejected');
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    before = { createdAtMs: last.createdAtMs, id: last.id };
  }
}

function liveJson({ facts, items }: Recording): unknown {
  const { count, atMs, code, rrKey } = items;
  return {
    facts,
    atMs: Array.from(atMs.subarray(0, count)),
    code: Array.from(code.subarray(0, count)),
    rrKey: rrKey === undefined ? null : Array.from(rrKey.subarray(0, count)),
  };
}

/** A file name that no archive reader can take for a path. */
function safeName(fileName: string): string {
  return fileName.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').slice(-100);
}

function json(path: string, value: unknown): ExportEntry {
  return { path, bytes: new TextEncoder().encode(JSON.stringify(value)) };
}
