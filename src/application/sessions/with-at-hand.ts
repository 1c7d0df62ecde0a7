import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import { DAY_MS } from '../../domain/units.ts';
import type { DecodedRecording } from '../ports/file-decoder.ts';
import type { RecordingStore } from '../ports/recording-store.ts';

type Read = Pick<RecordingStore, 'listFacts' | 'load' | 'loadExtra'>;

/** What lies around what is asked for: sessions are derived of hours, all-day monitoring of the local days they lie in. */
const AROUND_MS = DAY_MS;

/**
 * A store that reads nothing again of what was just put into it, and facts of a time once. For a transaction in which
 * nothing else is put or removed.
 */
export function withAtHand(store: Read, put: readonly DecodedRecording[]): Read {
  const atHand = new Map(put.map((each) => [each.recording.facts.id, each]));
  const asked: { readonly fromMs: number; readonly toMs: number; readonly facts: RecordingFacts[] }[] = [];
  return {
    async listFacts(athleteId, fromMs, toMs) {
      let known = asked.find((each) => each.fromMs <= fromMs && each.toMs >= toMs);
      if (known === undefined) {
        const around = { fromMs: fromMs - AROUND_MS, toMs: toMs + AROUND_MS };
        known = { ...around, facts: await store.listFacts(athleteId, around.fromMs, around.toMs) };
        asked.push(known);
      }
      return known.facts.filter(({ startMs, endMs }) => endMs >= fromMs && startMs <= toMs);
    },

    async loadExtra(athleteId, id) {
      const known = atHand.get(id);
      return known === undefined ? store.loadExtra(athleteId, id) : known.extra;
    },

    async load(athleteId, ids) {
      const others = await store.load(
        athleteId,
        ids.filter((id) => !atHand.has(id)),
      );
      const found = new Map(others.map((each) => [each.facts.id, each]));
      return ids.flatMap((id) => atHand.get(id)?.recording ?? found.get(id) ?? []);
    },
  };
}
