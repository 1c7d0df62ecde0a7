import { deferToPauses } from './defer-to-pauses.ts';
import type { Span } from './span.ts';
import { TimelineBuilder } from './timeline-builder.ts';
import type { Timeline } from './timeline.ts';
import type { TimelineSource } from './timeline-source.ts';
import { INACTIVE, UNKNOWN } from './timeline.ts';

/** Which source decides a stretch of active time. */
export interface SourceStrip {
  readonly recordingId: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface MergedTimeline {
  readonly timeline: Timeline;
  /** Ascending, without overlap; together they are the active time. */
  readonly strips: readonly SourceStrip[];
}

/**
 * One heart, one timeline (Z10). Per instant the best source with a value decides; where none has one, the best
 * active source leaves it unknown. A pause of one source is active only where another one recorded its own values
 * meanwhile (`deferToPauses`). The order of `sources` makes no difference. With `bounds` what lies beyond them may be
 * left out: nothing within them differs.
 */
export function mergeTimelines(sources: readonly TimelineSource[], bounds: Span = ALWAYS): MergedTimeline {
  const [only] = sources;
  if (only && sources.length === 1) return { timeline: only.timeline, strips: activeStrips(only) };
  const ranked = deferToPauses(rankSources(sources));
  const segments = ranked.reduce((sum, { timeline }) => sum + timeline.count, 16);
  const builder = new TimelineBuilder(bounds === ALWAYS ? segments : undefined);
  const strips: GrowingStrip[] = [];
  const cursor = ranked.map(() => 0);
  const firstMs = Math.min(
    ...ranked.map(({ timeline }) => (timeline.count > 0 ? timeline.boundaryMs[0]! : Infinity)),
  );
  let fromMs = Math.max(firstMs, bounds.fromMs);
  while (fromMs < bounds.toMs) {
    let state = INACTIVE;
    let winner = -1;
    let toMs = Infinity;
    for (let i = 0; i < ranked.length; i++) {
      const { count, boundaryMs, state: states } = ranked[i]!.timeline;
      while (cursor[i]! < count && boundaryMs[cursor[i]! + 1]! <= fromMs) cursor[i]!++;
      const at = cursor[i]!;
      if (at >= count) continue;
      const startsMs = boundaryMs[at]!;
      if (startsMs > fromMs) {
        toMs = Math.min(toMs, startsMs);
        continue;
      }
      toMs = Math.min(toMs, boundaryMs[at + 1]!);
      const here = states[at]!;
      if (here !== INACTIVE && (winner < 0 || (state === UNKNOWN && here !== UNKNOWN))) {
        state = here;
        winner = i;
      }
    }
    if (toMs === Infinity) break;
    builder.segment(state, fromMs, toMs);
    if (winner >= 0) addStrip(strips, ranked[winner]!.facts.id, fromMs, toMs);
    fromMs = toMs;
  }
  return { timeline: builder.build(), strips };
}

const ALWAYS: Span = { fromMs: -Infinity, toMs: Infinity };

/** Best first: file over live, then denser sampling, then better coverage, then the lowest content hash, then id. */
export function rankSources(sources: readonly TimelineSource[]): TimelineSource[] {
  return sources
    .map((source) => ({ source, coverage: coverageOf(source.timeline) }))
    .sort(
      (a, b) =>
        KIND_RANK[a.source.facts.kind] - KIND_RANK[b.source.facts.kind] ||
        a.source.samplingSeconds - b.source.samplingSeconds ||
        b.coverage - a.coverage ||
        compareText(a.source.facts.contentHash, b.source.facts.contentHash) ||
        compareText(a.source.facts.id, b.source.facts.id),
    )
    .map(({ source }) => source);
}

const KIND_RANK = { file: 0, live: 1, monitoring: 2 } as const;

function activeStrips({ facts, timeline: { count, boundaryMs, state } }: TimelineSource): SourceStrip[] {
  const strips: SourceStrip[] = [];
  let fromMs = boundaryMs[0]!;
  for (let i = 0; i <= count; i++) {
    if (i < count && state[i] !== INACTIVE) continue;
    if (boundaryMs[i]! > fromMs) strips.push({ recordingId: facts.id, fromMs, toMs: boundaryMs[i]! });
    fromMs = boundaryMs[i + 1]!;
  }
  return strips;
}

/** Lengthens the last strip where it is: there are as many segments as beats, and few strips. */
function addStrip(strips: GrowingStrip[], recordingId: string, fromMs: number, toMs: number): void {
  const last = strips.at(-1);
  if (last?.recordingId === recordingId && last.toMs === fromMs) last.toMs = toMs;
  else strips.push({ recordingId, fromMs, toMs });
}

type GrowingStrip = SourceStrip & { toMs: number };

/** known / (known + unknown), 0 without active time (Z8). */
function coverageOf({ count, boundaryMs, state }: Timeline): number {
  let knownMs = 0;
  let activeMs = 0;
  for (let i = 0; i < count; i++) {
    if (state[i] === INACTIVE) continue;
    const lengthMs = boundaryMs[i + 1]! - boundaryMs[i]!;
    activeMs += lengthMs;
    if (state[i] !== UNKNOWN) knownMs += lengthMs;
  }
  return activeMs === 0 ? 0 : knownMs / activeMs;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
