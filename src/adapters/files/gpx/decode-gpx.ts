import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import { sportNamed } from '../sport-words.ts';
import { readElements } from '../xml/read-elements.ts';
import { TrackCollector } from '../xml/track-collector.ts';
import { trackOutcome } from '../xml/track-outcome.ts';
import type { TrackOptions, TrackPoint } from '../xml/track.ts';

/** Where applications name the sport in the extensions of a track. */
const SPORT_ELEMENT = /^(sport|activity|activity_?type)$/i;

/**
 * A GPX file: one recording per track; its segments are stretches between pauses. Routes and waypoints are planned
 * and not read. Positions are not kept.
 */
export function decodeGpx(bytes: Uint8Array, options: TrackOptions): DecodeOutcome {
  const collected = new TrackCollector(options.timeZones);
  const planned = new Set<string>();
  let stretches: TrackPoint[][] | null = null;
  let sport: string | null = null;
  let deviceName: string | null = null;
  let time: string | null = null;
  let bpm = 0;

  const finish = (): void => {
    if (stretches !== null)
      collected.tracks.push({
        sport,
        stretches: stretches.filter(({ length }) => length > 0),
        laps: [],
        deviceName,
        isLeg: false,
      });
    stretches = null;
  };
  const reading = readElements(bytes, 'trkpt', {
    open(name, attributes, path) {
      if (name === 'gpx' && path.length === 0) deviceName = attributes['creator'] ?? null;
      else if (name === 'trk') {
        finish();
        stretches = [];
        sport = null;
      } else if (name === 'trkseg') stretches?.push([]);
      else if (name === 'trkpt') {
        time = null;
        bpm = collected.takeAttributes(0, name, attributes);
      } else if (path.includes('trkpt')) bpm = collected.takeAttributes(bpm, name, attributes);
      else if (name === 'rte') planned.add('a planned route');
      else if (name === 'wpt') planned.add('way points');
    },
    close(name, text, path) {
      if (stretches === null) return;
      const parent = path.at(-1) ?? '';
      if (name === 'time' && parent === 'trkpt') time = text;
      // A link has a type too: that of its target.
      else if (name === 'type' && parent !== 'link' && !path.includes('trkpt'))
        sport = sportNamed(text) ?? sport;
      else if (SPORT_ELEMENT.test(name) && !path.includes('trkpt')) sport ??= sportNamed(text);
      else if (name === 'trkpt') collected.append(stretches, time, bpm);
      else if (path.includes('trkpt')) bpm = collected.takeBpm(bpm, name, parent, text);
      else if (name === 'trk') finish();
    },
  });
  finish();
  return trackOutcome(collected, bytes, {
    nowMs: options.nowMs,
    reading,
    planned,
    onlyPlanned: (what) => `This GPX file holds ${what}, no recorded track.`,
    nothing: 'This GPX file holds no track.',
  });
}
