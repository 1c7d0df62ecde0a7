import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import { sha256Of } from '../recording-identity.ts';
import { readElements } from '../xml/read-elements.ts';
import { bpmOf, instantOf, sportNamed, trackOutcome, type Track, type TrackPoint } from '../xml/track.ts';

/** Names that heart rate goes by in the extensions of a track point. */
const HEART_RATE: ReadonlySet<string> = new Set(['hr', 'heartrate', 'heartRate']);

/**
 * A GPX file: one recording per track; its segments are stretches between pauses. Routes and waypoints are planned
 * and not read. Positions are not kept.
 */
export function decodeGpx(bytes: Uint8Array, options: { nowMs: number }): DecodeOutcome {
  const tracks: Track[] = [];
  let untimedPoints = 0;
  let stretches: TrackPoint[][] | null = null;
  let sport: string | null = null;
  let deviceName: string | null = null;
  let at: number | null = null;
  let bpm = 0;

  const finish = (): void => {
    if (stretches !== null)
      tracks.push({
        sport,
        stretches: stretches.filter(({ length }) => length > 0),
        laps: [],
        deviceName,
        isLeg: false,
      });
    stretches = null;
  };
  const readTo = readElements(bytes, {
    open(name, attributes, path) {
      if (name === 'gpx' && path.length === 0) deviceName = attributes['creator'] ?? null;
      else if (name === 'trk') {
        finish();
        stretches = [];
        sport = null;
      } else if (name === 'trkseg') stretches?.push([]);
      else if (name === 'trkpt') {
        at = null;
        bpm = 0;
      }
    },
    close(name, text, path) {
      if (stretches === null) return;
      const parent = path.at(-1);
      if (name === 'time' && parent === 'trkpt') at = instantOf(text);
      else if (name === 'type' && parent === 'trk') sport = sportNamed(text);
      else if (HEART_RATE.has(name) && path.includes('trkpt')) bpm = bpmOf(text);
      else if (name === 'trkpt') {
        if (at === null) untimedPoints++;
        else stretches.at(-1)?.push({ atMs: at, bpm });
      } else if (name === 'trk') finish();
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
