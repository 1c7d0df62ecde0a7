import type { DatedTimeZone } from '../athlete.ts';
import { attribute } from '../timeline/attribute.ts';
import { HOLD_MS } from '../timeline/attribution.ts';
import { foldTimeline } from '../timeline/fold-timeline.ts';
import { byStartThenId } from '../timeline/group-recordings.ts';
import { DayHistograms } from './histogram.ts';
import { localDateAt, zoneAt } from '../calendar/local-time.ts';
import type { MergedTimeline, SourceStrip } from '../timeline/merge-timelines.ts';
import { mergeTimelines, rankSources } from '../timeline/merge-timelines.ts';
import type { Recording, RecordingFacts } from '../timeline/recording.ts';
import type { SessionEvidence, SessionSource } from './session.ts';
import { SustainedMax } from './sustained-max.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { AttributedSource } from '../timeline/timeline-source.ts';
import { timelineSource } from '../timeline/timeline-source.ts';

export interface EvaluatedSession {
  readonly evidence: SessionEvidence;
  readonly timeline: Timeline;
  /** Which source counts when, for the session page. */
  readonly strips: readonly SourceStrip[];
}

/**
 * What the recordings of one group (Z10) contribute as evidence. At least one recording; their order makes no
 * difference. Pure in the recordings and the athlete's zones: max heart rate and prescription play no part.
 */
export function evaluateSession(
  recordings: readonly Recording[],
  timeZones: readonly DatedTimeZone[],
): EvaluatedSession {
  const sources = recordings.map(timelineSource).sort((a, b) => byStartThenId(a.facts, b.facts));
  const { timeline, strips } = mergeTimelines(sources);
  const histograms = foldTimeline(timeline, new DayHistograms(timeZones));
  const { id, startMs, simulated } = sources[0]!.facts;
  const localDate = localDateAt(startMs, timeZones);
  const sessionSources = sources.map(({ facts }) => usedSource(facts, strips));
  const evidence: SessionEvidence = {
    id,
    startMs,
    endMs: Math.max(...sources.map(({ facts }) => facts.endMs)),
    timeZone: zoneAt(timeZones, localDate),
    localDate,
    ...sportOf(sources),
    simulated,
    logged: false,
    activeMs: histograms.activeMs,
    days: histograms.days(),
    sources: sessionSources,
    // Two devices that both wrote the sets of one workout: those of the source that counts.
    setCount: sum(sources.map(({ facts }, i) => (sessionSources[i]!.usedMs > 0 ? facts.sets.length : 0))),
    sustainedMaxBpm: sustainedMaxOf(sources, timeline),
    invalidCount: sum(sources.map(({ invalidCount }) => invalidCount)),
    suspectCount: sum(sources.map(({ suspectCount }) => suspectCount)),
  };
  return { evidence, timeline, strips };
}

/** The timeline of the recordings of one session alone, for the recogniser: without what else evidence holds. */
export function sessionTimeline(recordings: readonly Recording[]): Timeline {
  const [only] = recordings;
  if (only !== undefined && recordings.length === 1) return attribute(only).timeline;
  return mergeTimelines(recordings.map(timelineSource)).timeline;
}

/** M4 wants samples, not holds: sources that hold longer than a live one are attributed once more, strictly. */
function sustainedMaxOf(sources: readonly AttributedSource[], timeline: Timeline): number | null {
  const strict = sources.every(({ facts }) => facts.kind === 'live')
    ? timeline
    : mergeStrictly(sources).timeline;
  return foldTimeline(strict, new SustainedMax()).bpm;
}

function mergeStrictly(sources: readonly AttributedSource[]): MergedTimeline {
  return mergeTimelines(
    sources.map((source) => ({ ...source, timeline: attribute(source.recording, HOLD_MS.live).timeline })),
  );
}

/** Where sources differ, the best ranked one that names a sport: a file before a live stream. */
function sportOf(sources: readonly AttributedSource[]): Pick<SessionEvidence, 'sport' | 'subSport'> {
  const ranked = rankSources(sources).map(({ facts: { id } }) =>
    sources.find(({ facts }) => facts.id === id)!,
  );
  const named = ranked.find(({ facts }) => facts.sport !== null) ?? ranked[0]!;
  return { sport: named.facts.sport, subSport: named.facts.subSport };
}

function usedSource(facts: RecordingFacts, strips: readonly SourceStrip[]): SessionSource {
  const own = strips.filter(({ recordingId }) => recordingId === facts.id);
  return {
    recordingId: facts.id,
    kind: facts.kind,
    startMs: facts.startMs,
    endMs: facts.endMs,
    usedMs: sum(own.map(({ fromMs, toMs }) => toMs - fromMs)),
    deviceName: facts.device?.name ?? null,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
