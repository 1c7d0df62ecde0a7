import type { Recording } from '../../domain/timeline/recording.ts';
import type { Stores } from '../ports/stores.ts';

/** Sessions whose recordings are read at a time: bounds the memory. Packed they are a few kilobytes an hour. */
const SESSIONS_AT_A_TIME = 32;
/** Readings on their way at a time, so that the work on one handful seldom waits for the next. */
const READINGS_AHEAD = 2;

export interface Recorded<T> {
  readonly wanted: T;
  /** Those of its recordings that are still there. */
  readonly recordings: readonly Recording[];
}

/**
 * Each of these with its recordings, in order, a handful at a time. `breathe` lets other work of the process run before
 * each.
 */
export async function* eachRecorded<T extends { readonly recordingIds: readonly string[] }>(
  stores: Pick<Stores, 'recordings'>,
  athleteId: string,
  wanted: readonly T[],
  breathe: () => Promise<void>,
): AsyncGenerator<Recorded<T>> {
  const load = (handful: readonly T[]): Promise<Recording[]> => {
    const ids = handful.flatMap(({ recordingIds }) => recordingIds);
    const loading = stores.recordings.load(athleteId, ids);
    // It is waited for in its turn; until then a failure is nobody's.
    loading.catch(() => undefined);
    return loading;
  };
  const coming: { handful: readonly T[]; loading: Promise<Recording[]> }[] = [];
  for (let from = 0; from < wanted.length || coming.length > 0; from += SESSIONS_AT_A_TIME) {
    const handful = wanted.slice(from, from + SESSIONS_AT_A_TIME);
    if (handful.length > 0) coming.push({ handful, loading: load(handful) });
    if (coming.length < READINGS_AHEAD && from + SESSIONS_AT_A_TIME < wanted.length) continue;
    const next = coming.shift()!;
    const byId = new Map((await next.loading).map((recording) => [recording.facts.id, recording]));
    for (const each of next.handful) {
      await breathe();
      yield { wanted: each, recordings: each.recordingIds.flatMap((id) => byId.get(id) ?? []) };
    }
  }
}
