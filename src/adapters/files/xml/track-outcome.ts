import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import type { RecordingExtra } from '../../../application/ports/recording-store.ts';
import type { Recording } from '../../../domain/timeline/recording.ts';
import { recordingId, sha256Of } from '../recording-identity.ts';
import { isPartial, refusal, type Refusal, type Warning } from '../refusal.ts';
import { FIRST_REAL_MS } from '../real-time.ts';
import type { TrackCollector } from './track-collector.ts';
import type { XmlReading } from './read-elements.ts';
import type { Track } from './track.ts';
import { trackPieces, trackRecording } from './track-recording.ts';
import { DAY_MS } from '../../../domain/units.ts';

/** Tracks as recordings, by the same rules as FIT: jumps of more than 24 h split, foreign clocks are left out. */
export function trackOutcome(
  collected: TrackCollector,
  bytes: Uint8Array,
  context: {
    readonly nowMs: number;
    readonly reading: XmlReading;
    /** What the file holds that is planned, not recorded. */
    readonly planned: ReadonlySet<string>;
    /** Sentences for a file without an activity: with something planned, and with nothing. */
    readonly onlyPlanned: (what: string) => string;
    readonly nothing: string;
  },
): DecodeOutcome {
  const { tracks } = collected;
  const fileSha256 = sha256Of(bytes);
  const recordings: { recording: Recording; extra: RecordingExtra | null }[] = [];
  const multisportId =
    tracks.filter((track) => track.isLeg).length > 1 ? recordingId(fileSha256, 'multisport') : null;
  let unreal = 0;
  tracks.forEach((track, index) => {
    const real = withBlankLaps(track).stretches.map((points) =>
      points.filter(({ atMs }) => atMs >= FIRST_REAL_MS && atMs <= context.nowMs + DAY_MS),
    );
    unreal += track.stretches.flat().length - real.flat().length;
    trackPieces(real).forEach((piece, place) => {
      const id = recordingId(fileSha256, place === 0 ? `${index}` : `${index}.${place}`);
      recordings.push(trackRecording(track, piece, id, track.isLeg ? multisportId : null));
    });
  });
  const warnings = warningsOf(collected, context.reading, Math.max(0, unreal));
  if (recordings.length === 0) {
    const { planned, onlyPlanned, nothing } = context;
    const otherwise =
      planned.size > 0
        ? refusal('not_an_activity', onlyPlanned([...planned].sort().join(' and ')))
        : refusal('no_activity', nothing);
    return nothingFound(collected, context.reading, unreal, otherwise);
  }
  return { ok: true, recordings, restingHeartRates: [], partial: isPartial(warnings), warnings };
}

/** Laps without a single point are a session of which nothing is known (Z8), as a FIT session without records is. */
function withBlankLaps(track: Track): Track {
  if (track.stretches.some(({ length }) => length > 0)) return track;
  const stretches = track.laps.flatMap(({ startMs, timerMs }) =>
    timerMs !== null && timerMs >= 1_000 && timerMs <= DAY_MS
      ? [[startMs, startMs + timerMs - 1_000].map((atMs) => ({ atMs, bpm: 0 }))]
      : [],
  );
  return { ...track, stretches };
}

function warningsOf(
  collected: TrackCollector,
  { faultLine, complete, lost }: XmlReading,
  unreal: number,
): Warning[] {
  const warnings: Warning[] = [];
  const lostPoints = lost(collected.pointCount);
  if (!complete)
    warnings.push({
      code: 'truncated',
      message: `The end of the file is missing or not well-formed; points that could not be read: ${lostPoints}.`,
    });
  else if (lostPoints > 0 || faultLine() !== null)
    warnings.push({
      code: 'corrupt',
      message: `The file is not well-formed${atLine(faultLine())}; points that could not be read: ${lostPoints}.`,
    });
  if (collected.untimedPoints > 0)
    warnings.push({
      code: 'records_without_time',
      message: `Points left out because they have no time: ${collected.untimedPoints}.`,
    });
  if (collected.unreadableTimes > 0)
    warnings.push({
      code: 'records_without_time',
      message: `Points left out because their time cannot be read, such as “${collected.unreadableTime}”: ${collected.unreadableTimes}.`,
    });
  if (collected.unreadableBpms > 0)
    warnings.push({
      code: 'heart_rate_unreadable',
      message: `Heart rates that cannot be read, such as “${collected.unreadableBpm}”: ${collected.unreadableBpms}.`,
    });
  if (collected.zonelessPoints > 0)
    warnings.push({
      code: 'zone_assumed',
      message: 'The times have no zone; they were read as local times of your time zone.',
    });
  if (unreal > 0)
    warnings.push({
      code: 'clock_not_set',
      message: `Points left out because a clock that was not set dated them: ${unreal}.`,
    });
  return warnings;
}

function nothingFound(
  { untimedPoints, unreadableTime, unreadableTimes }: TrackCollector,
  { faultLine, complete }: XmlReading,
  unreal: number,
  otherwise: Refusal,
): Refusal {
  if (unreal > 0)
    return refusal(
      'clock_not_set',
      'The clock was not set when this was recorded, so it has no place in the calendar.',
    );
  if (unreadableTimes > 0)
    return refusal('no_activity', `The times of this file cannot be read, such as “${unreadableTime}”.`);
  if (untimedPoints > 0)
    return refusal(
      'no_activity',
      'The points of this file have no times: it is a planned course, or its times were removed.',
    );
  const line = faultLine();
  if (line !== null)
    return refusal(
      'unreadable',
      `The file is not well-formed${atLine(line)}, and no activity could be read.`,
    );
  if (!complete) return refusal('unreadable', 'The file is cut off before its first point.');
  return otherwise;
}

function atLine(line: number | null): string {
  return line === null ? '' : ` at line ${line}`;
}
