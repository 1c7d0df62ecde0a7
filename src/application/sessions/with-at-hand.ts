import type { Recording } from '../../domain/timeline/recording.ts';
import type { RecordingStore } from '../ports/recording-store.ts';

/** A store that reads nothing again of what was just put into it. */
export function withAtHand(
  store: Pick<RecordingStore, 'listFacts' | 'load' | 'loadExtra'>,
  recordings: readonly Recording[],
): Pick<RecordingStore, 'listFacts' | 'load' | 'loadExtra'> {
  const atHand = new Map(recordings.map((each) => [each.facts.id, each]));
  return {
    listFacts: (athleteId, fromMs, toMs) => store.listFacts(athleteId, fromMs, toMs),
    loadExtra: (athleteId, id) => store.loadExtra(athleteId, id),
    async load(athleteId, ids) {
      const others = await store.load(
        athleteId,
        ids.filter((id) => !atHand.has(id)),
      );
      const found = new Map([...atHand, ...others.map((each) => [each.facts.id, each] as const)]);
      return ids.flatMap((id) => found.get(id) ?? []);
    },
  };
}
