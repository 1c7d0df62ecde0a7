import { isOfStream } from '../live/is-of-stream.ts';
import type { Stores } from '../ports/stores.ts';
import { LONGEST_SILENCE_MS } from '../../domain/timeline/cut-recording.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import type { Span } from '../../domain/timeline/span.ts';
import { FIRST_MS, LAST_MS } from '../../domain/units.ts';

/**
 * Remembers that live recordings were removed (L15): a run of which nothing is left is a deleted run; of one that a
 * silence has cut, only the removed hours are, with the silence around them in which late beats would join them.
 * Answers the runs that have to be closed again, so that the beats of those hours go. Inside the athlete's transaction,
 * after the recordings were removed.
 */
export async function forgetRuns(
  stores: Pick<Stores, 'recordings' | 'liveRuns'>,
  athleteId: string,
  removed: readonly RecordingFacts[],
  atMs: number,
): Promise<readonly string[]> {
  const live = removed.filter(({ kind }) => kind === 'live');
  if (live.length === 0) return [];
  const there = (await stores.recordings.listFacts(athleteId, FIRST_MS, LAST_MS)).filter(
    ({ kind }) => kind === 'live',
  );
  const reopened = new Set<string>();
  for (const facts of live) {
    const rest = there.filter(({ id }) => isOfStream(id, facts.id));
    if (rest.length === 0) await stores.liveRuns.markDeleted(athleteId, [facts.id], atMs);
    else {
      const ids = await stores.liveRuns.noteRemoved(athleteId, facts.id, hoursOf(facts, rest));
      for (const id of ids) reopened.add(id);
    }
  }
  return [...reopened];
}

function hoursOf({ startMs, endMs }: RecordingFacts, rest: readonly RecordingFacts[]): Span {
  const silenceMs = LONGEST_SILENCE_MS.live;
  const before = rest.filter((each) => each.endMs <= startMs).map((each) => each.endMs);
  const after = rest.filter((each) => each.startMs >= endMs).map((each) => each.startMs);
  return {
    fromMs: Math.max(startMs - silenceMs, ...before),
    toMs: Math.min(endMs + silenceMs, ...after),
  };
}
