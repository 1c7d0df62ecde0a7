import { attribute } from './attribute.ts';
import { isBelievable } from './clean.ts';
import type { Recording, RecordingFacts } from './recording.ts';
import type { Items } from './sample.ts';
import { samplingSeconds } from './sampling-seconds.ts';
import { sortItems } from './sort-items.ts';
import type { Timeline } from './timeline.ts';

/** One recording alone, ready to meet the others of its session. */
export interface TimelineSource {
  readonly facts: Pick<RecordingFacts, 'id' | 'kind' | 'contentHash'>;
  readonly timeline: Timeline;
  /** The usual distance of its samples in whole seconds: the less, the denser (Z10). */
  readonly samplingSeconds: number;
  /** Instants of the values that the source itself recorded, ascending. */
  readonly sampleMs: Float64Array;
}

export interface AttributedSource extends TimelineSource {
  readonly facts: RecordingFacts;
  /** Its items in order. */
  readonly recording: Recording;
  /** Records without a believable value (Z6). */
  readonly invalidCount: number;
  /** Samples that jumped (Z7). */
  readonly suspectCount: number;
}

/** A recording through Z3–Z7, with what Z10 asks of it. */
export function timelineSource(given: Recording): AttributedSource {
  const recording = { facts: given.facts, items: sortItems(given.items) };
  return {
    recording,
    facts: recording.facts,
    ...attribute(recording),
    samplingSeconds: samplingSeconds(recording.items),
    sampleMs: sampleInstants(recording.items),
  };
}

/** A plain loop: `filter` of a typed array takes twenty times as long. */
function sampleInstants({ count, atMs, code }: Items): Float64Array {
  const sampleMs = new Float64Array(count);
  let samples = 0;
  for (let row = 0; row < count; row++) if (isBelievable(code[row]!)) sampleMs[samples++] = atMs[row]!;
  return sampleMs.subarray(0, samples);
}
