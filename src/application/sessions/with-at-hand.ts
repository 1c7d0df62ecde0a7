import { JOIN_GAP_MS } from '../../domain/timeline/group-recordings.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import { DAY_MS } from '../../domain/units.ts';
import type { DecodedRecording } from '../ports/file-decoder.ts';
import type { RecordingStore } from '../ports/recording-store.ts';
import type { SessionStore, StoredSession } from '../ports/session-store.ts';
import { spansNearby } from './derive-sessions.ts';

interface Read {
  readonly recordings: Pick<RecordingStore, 'listFacts' | 'load' | 'loadExtra'>;
  readonly sessions: Pick<SessionStore, 'listByRecordings'>;
}

export interface AtHand extends Read {
  /** Asks for what lies around what is put, in one turn. */
  readAhead(): Promise<void>;
}

/** What lies around what is asked for: sessions are derived of hours, all-day monitoring of the local days they lie in. */
const AROUND_MS = DAY_MS;

/**
 * Stores that read nothing of what is being put into them, whether or not it is there already, and facts of a time once.
 * For a transaction in which nothing else is put or removed.
 */
export function withAtHand(
  { recordings, sessions }: Read,
  athleteId: string,
  put: readonly DecodedRecording[],
): AtHand {
  const atHand = new Map(put.map((each) => [each.recording.facts.id, each]));
  const putFacts = [...atHand.values()].map(({ recording }) => recording.facts);
  const asked: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly facts: Promise<RecordingFacts[]>;
  }[] = [];
  let ofPut: Promise<StoredSession[]> | null = null;

  const factsAround = (fromMs: number, toMs: number): Promise<RecordingFacts[]> => {
    const known = asked.find((each) => each.fromMs <= fromMs && each.toMs >= toMs);
    if (known !== undefined) return known.facts;
    const around = { fromMs: fromMs - AROUND_MS, toMs: toMs + AROUND_MS };
    const facts = recordings
      .listFacts(athleteId, around.fromMs, around.toMs)
      .then((there) => [...there.filter(({ id }) => !atHand.has(id)), ...putFacts].sort(byStart));
    asked.push({ ...around, facts });
    return facts;
  };
  const sessionsOfPut = (): Promise<StoredSession[]> =>
    (ofPut ??= sessions.listByRecordings(athleteId, [...atHand.keys()]));

  return {
    async readAhead() {
      if (put.length === 0) return;
      const spans = putFacts.map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs }));
      await Promise.all([
        ...spansNearby(spans).map((near) =>
          factsAround(
            Math.min(...near.map(({ fromMs }) => fromMs)) - JOIN_GAP_MS,
            Math.max(...near.map(({ toMs }) => toMs)) + JOIN_GAP_MS,
          ),
        ),
        sessionsOfPut(),
      ]);
    },

    recordings: {
      async listFacts(_athleteId, fromMs, toMs) {
        const around = await factsAround(fromMs, toMs);
        return around.filter(({ startMs, endMs }) => endMs >= fromMs && startMs <= toMs);
      },

      async loadExtra(_athleteId, id) {
        const known = atHand.get(id);
        return known === undefined ? recordings.loadExtra(athleteId, id) : known.extra;
      },

      async load(_athleteId, ids) {
        const others = await recordings.load(
          athleteId,
          ids.filter((id) => !atHand.has(id)),
        );
        const found = new Map(others.map((each) => [each.facts.id, each]));
        return ids.flatMap((id) => atHand.get(id)?.recording ?? found.get(id) ?? []);
      },
    },

    sessions: {
      async listByRecordings(_athleteId, ids) {
        if (!ids.every((id) => atHand.has(id))) return sessions.listByRecordings(athleteId, ids);
        const chosen = new Set(ids);
        return (await sessionsOfPut()).filter(({ recordingIds }) =>
          recordingIds.some((id) => chosen.has(id)),
        );
      },
    },
  };
}

/** As a store orders them. */
function byStart(a: RecordingFacts, b: RecordingFacts): number {
  return a.startMs - b.startMs || (a.id < b.id ? -1 : 1);
}
