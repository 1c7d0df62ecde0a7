import type { SegmentSink, Timeline } from './timeline.ts';

/** Feeds a timeline to a reducer, segment by segment. */
export function foldTimeline<Sink extends SegmentSink>(timeline: Timeline, sink: Sink): Sink {
  const { count, boundaryMs, state } = timeline;
  for (let i = 0; i < count; i++) sink.segment(state[i]!, boundaryMs[i]!, boundaryMs[i + 1]!);
  return sink;
}
