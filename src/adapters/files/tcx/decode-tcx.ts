import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import { sha256Of } from '../recording-identity.ts';
import { readElements } from '../xml/read-elements.ts';
import { bpmOf, instantOf, trackOutcome, type Track, type TrackPoint } from '../xml/track.ts';

const SPORTS: Readonly<Record<string, string>> = { Running: 'running', Biking: 'cycling' };

interface OpenActivity {
  readonly sport: string | null;
  readonly isLeg: boolean;
  readonly stretches: TrackPoint[][];
  readonly laps: { startMs: number; endMs: number }[];
  deviceName: string | null;
}

/**
 * A TCX file: one recording per activity, legs of a multisport session linked. A second track within a lap follows a
 * pause; a new lap does not. Planned courses and workouts hold no activity.
 */
export function decodeTcx(bytes: Uint8Array, options: { nowMs: number }): DecodeOutcome {
  const tracks: Track[] = [];
  let untimedPoints = 0;
  let activity: OpenActivity | null = null;
  let lapStartMs: number | null = null;
  let tracksInLap = 0;
  let at: number | null = null;
  let bpm = 0;

  const finish = (): void => {
    if (activity !== null) tracks.push(activity);
    activity = null;
  };
  const readTo = readElements(bytes, {
    open(name, attributes, path) {
      if (name === 'Activity') {
        finish();
        activity = {
          sport: SPORTS[attributes['Sport'] ?? ''] ?? null,
          isLeg: path.includes('MultiSportSession'),
          stretches: [],
          laps: [],
          deviceName: null,
        };
      } else if (name === 'Lap') {
        lapStartMs = instantOf(attributes['StartTime'] ?? '');
        tracksInLap = 0;
      } else if (name === 'Track' && activity !== null) {
        if (tracksInLap++ > 0 || activity.stretches.length === 0) activity.stretches.push([]);
      } else if (name === 'Trackpoint') {
        at = null;
        bpm = 0;
      }
    },
    close(name, text, path) {
      if (activity === null) return;
      const parent = path.at(-1);
      if (name === 'Time' && parent === 'Trackpoint') at = instantOf(text);
      else if (name === 'Value' && parent === 'HeartRateBpm' && path.at(-2) === 'Trackpoint')
        bpm = bpmOf(text);
      else if (name === 'Trackpoint') {
        if (at === null) untimedPoints++;
        else activity.stretches.at(-1)?.push({ atMs: at, bpm });
      } else if (name === 'TotalTimeSeconds' && parent === 'Lap' && lapStartMs !== null) {
        const lengthMs = Number(text) * 1000;
        if (lengthMs > 0)
          activity.laps.push({ startMs: lapStartMs, endMs: Math.round(lapStartMs + lengthMs) });
      } else if (name === 'Name' && parent === 'Creator') activity.deviceName = text === '' ? null : text;
      else if (name === 'Activity') finish();
    },
  });
  finish();
  return trackOutcome(tracks, {
    fileSha256: sha256Of(bytes),
    nowMs: options.nowMs,
    lostBytes: bytes.length - readTo,
    untimedPoints,
  });
}
