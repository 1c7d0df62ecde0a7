import type { Locale } from '../../../domain/athlete.ts';
import { kindOf } from '../../../domain/targets/targets.ts';
import type { Crossing } from '../../../domain/ceiling/ceiling-reducer.ts';
import { isIntervals } from '../../../domain/four-by-four/edges-for.ts';
import type { FourByFourResult } from '../../../domain/four-by-four/four-by-four.ts';
import { intervalQuality } from '../../../domain/week/interval-quality.ts';
import type { Note } from '../../../domain/note.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import type { RecordingFacts } from '../../../domain/timeline/recording.ts';
import type { SessionEvidence } from '../../../domain/session/session.ts';
import type { BandTime } from '../../../domain/bands/band.ts';
import type { CellTime } from '../../../domain/bands/cell.ts';
import type { Reader } from '../messages/reader.ts';
import { renderNote } from '../messages/render.ts';
import { presentNotes } from './present-notes.ts';
import type { SessionJson } from './session.ts';

/** What a session says of itself, judged; the verb `readSession` answers one. */
export interface SessionFacts {
  readonly evidence: SessionEvidence;
  readonly cells: readonly CellTime[] | null;
  readonly bands: readonly BandTime[];
  readonly coverage: number | null;
  readonly averageBpm: number | null;
  readonly maxBpm: number | null;
  readonly fourByFour: FourByFourResult | null;
  readonly intervals: readonly { readonly target: string; readonly result: FourByFourResult }[];
  readonly crossings: readonly Crossing[] | null;
  readonly credits: readonly {
    readonly target: string;
    readonly seconds: number;
    readonly note: Note | null;
  }[];
  readonly refusals: readonly { readonly target: string; readonly rule: string; readonly note: Note }[];
  readonly notes: readonly Note[];
  readonly recordings: readonly RecordingFacts[];
  readonly sets: RecordingFacts['sets'];
  readonly laps: readonly { readonly startMs: number; readonly endMs: number }[];
  readonly prescription: Pick<Prescription, 'targets'>;
  readonly basis: SessionJson['basis'];
}

/** One session as the contract shows it. */
export function presentSession(
  session: SessionFacts,
  locale: Locale,
  reader: Reader = 'athlete',
): SessionJson {
  const { evidence } = session;
  const offsets = new Map(
    session.recordings.map(({ id, utcOffsetMinutes }) => [id, utcOffsetMinutes] as const),
  );
  return {
    id: evidence.id,
    startedAt: new Date(evidence.startMs).toISOString(),
    endedAt: new Date(evidence.endMs).toISOString(),
    timeZone: evidence.timeZone,
    localDate: evidence.localDate,
    sport: evidence.sport,
    subSport: evidence.subSport,
    sources: evidence.sources.map((source) => ({
      recordingId: source.recordingId,
      kind: source.kind,
      startedAt: new Date(source.startMs).toISOString(),
      endedAt: new Date(source.endMs).toISOString(),
      usedSeconds: Math.floor(source.usedMs / 1000),
      deviceName: source.deviceName,
      ...offsetOf(offsets.get(source.recordingId)),
    })),
    activeSeconds: Math.floor(evidence.activeMs / 1000),
    // Nothing was recorded for a logged session, so there is nothing to cover.
    coverage: evidence.logged ? null : session.coverage,
    averageHeartRate: session.averageBpm === null ? null : Math.round(session.averageBpm),
    maxHeartRate: session.maxBpm,
    cells: session.cells?.map(({ id, seconds }) => ({ id, seconds })) ?? null,
    bands: session.bands.map(({ id, seconds, lowBpm, highBpm }) => ({ id, seconds, lowBpm, highBpm })),
    simulated: evidence.simulated,
    logged: evidence.logged,
    fourByFour: session.fourByFour === null ? null : presentFourByFour(evidence, session.fourByFour),
    ...(session.prescription.targets.filter(isIntervals).length > 1 && {
      intervals: session.intervals.map(({ target, result }) => ({
        target,
        ...presentFourByFour(evidence, result),
      })),
    }),
    ...(session.crossings && {
      crossings: session.crossings.map(({ fromMs, toMs, peakBpm }) => ({
        from: new Date(fromMs).toISOString(),
        to: new Date(toMs).toISOString(),
        peakBpm,
      })),
    }),
    basis: { ...session.basis },
    credits: session.credits.map(({ target, seconds, note }) => ({
      target,
      rule: ruleOf(session, target),
      seconds,
      text: note === null ? null : renderNote(note, locale, reader),
      numbers: { ...note?.values },
    })),
    refusals: session.refusals.map(({ target, rule, note }) => ({
      target,
      rule,
      text: renderNote(note, locale, reader),
      numbers: { ...note.values },
    })),
    notes: presentNotes(session.notes, locale, reader),
    quality: { invalidCount: evidence.invalidCount, suspectCount: evidence.suspectCount },
    laps: session.laps.map(({ startMs, endMs }) => ({
      startedAt: new Date(startMs).toISOString(),
      elapsedSeconds: Math.floor((endMs - startMs) / 1000),
    })),
    sets: session.sets.map(({ repetitions, weightKg, durationMs }) => ({
      repetitions,
      weightKg,
      durationSeconds: Math.floor(durationMs / 1000),
    })),
  };
}

function ruleOf({ prescription }: SessionFacts, id: string): string {
  const target = prescription.targets.find((each) => each.id === id);
  return target === undefined ? '' : kindOf(target).rule;
}

function offsetOf(utcOffsetMinutes: number | null | undefined): { utcOffsetMinutes?: number } {
  return typeof utcOffsetMinutes === 'number' ? { utcOffsetMinutes } : {};
}

/** The recogniser's finding (I2–I5): durations in whole seconds, floored. */
function presentFourByFour(
  evidence: SessionEvidence,
  result: FourByFourResult,
): NonNullable<SessionJson['fourByFour']> {
  const quality = intervalQuality(evidence, result);
  return {
    credited: result.credited,
    of: result.of,
    aboveSeconds: Math.floor(result.aboveMs / 1000),
    effortSeconds: quality?.effortSeconds ?? 0,
    recoveryBpm: quality?.recoveryBpm ?? null,
    bouts: result.bouts.map((bout) => ({
      start: new Date(bout.startMs).toISOString(),
      lengthSeconds: Math.floor(bout.lengthMs / 1000),
      effortSeconds: Math.floor(bout.effortMs / 1000),
      aboveSeconds: Math.floor(bout.aboveMs / 1000),
      kind: bout.kind,
      recoveryBpm: bout.recoveryBpm,
    })),
  };
}
