import { Attribution, HOLD_MS } from './attribution.ts';
import type { Recording } from './recording.ts';
import { sortItems } from './sort-items.ts';
import { TimelineBuilder } from './timeline-builder.ts';
import type { Timeline } from './timeline.ts';

export interface Attributed {
  readonly timeline: Timeline;
  /** Records without a believable value (Z6). */
  readonly invalidCount: number;
  /** Samples that jumped (Z7). */
  readonly suspectCount: number;
}

/** One recording alone through Z3–Z7 and Z9. `holdMs` is the source's own unless a stricter question is asked (M4). */
export function attribute(recording: Recording, holdMs = HOLD_MS[recording.facts.kind]): Attributed {
  const { facts } = recording;
  const items = sortItems(recording.items);
  const builder = new TimelineBuilder(items.count + 16);
  const attribution = new Attribution(facts.kind, facts.startMs, builder, holdMs);
  attribution.pushAll(items);
  attribution.finish();
  return {
    timeline: builder.build(),
    invalidCount: attribution.invalidCount,
    suspectCount: attribution.suspectCount,
  };
}
