import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import { sportNamed } from '../sport-words.ts';
import { readElements } from '../xml/read-elements.ts';
import { TrackCollector } from '../xml/track-collector.ts';
import { trackOutcome } from '../xml/track-outcome.ts';
import type { TrackLap, TrackOptions, TrackPoint } from '../xml/track.ts';

interface OpenActivity {
  readonly sport: string | null;
  readonly isLeg: boolean;
  readonly stretches: TrackPoint[][];
  readonly laps: TrackLap[];
  deviceName: string | null;
}

/**
 * A TCX file: one recording per activity, legs of a multisport session linked. A second track within a lap follows a
 * pause; a new lap does not. Planned courses and workouts hold no activity.
 */
export function decodeTcx(bytes: Uint8Array, options: TrackOptions): DecodeOutcome {
  const collected = new TrackCollector(options.timeZones);
  const planned = new Set<string>();
  let activity: OpenActivity | null = null;
  let lapStartMs: number | null = null;
  let timerMs: number | null = null;
  let tracksInLap = 0;
  let time: string | null = null;
  let bpm = 0;

  const finishLap = (): void => {
    if (lapStartMs !== null) activity?.laps.push({ startMs: lapStartMs, timerMs });
    lapStartMs = timerMs = null;
  };
  const finish = (): void => {
    finishLap();
    if (activity !== null) collected.tracks.push(activity);
    activity = null;
  };
  const reading = readElements(bytes, 'Trackpoint', {
    open(name, attributes, path) {
      if (name === 'Activity') {
        finish();
        activity = {
          sport: sportNamed(attributes['Sport'] ?? ''),
          isLeg: path.includes('MultiSportSession'),
          stretches: [],
          laps: [],
          deviceName: null,
        };
      } else if (name === 'Course' || name === 'Workout') planned.add(name.toLowerCase());
      else if (name === 'Lap') {
        finishLap();
        lapStartMs = collected.instant(attributes['StartTime']);
        tracksInLap = 0;
      } else if (name === 'Track' && activity !== null) {
        if (tracksInLap++ > 0 || activity.stretches.length === 0) activity.stretches.push([]);
      } else if (name === 'Trackpoint') {
        time = null;
        bpm = collected.takeAttributes(0, name, attributes);
      } else if (path.includes('Trackpoint')) bpm = collected.takeAttributes(bpm, name, attributes);
    },
    close(name, text, path) {
      if (activity === null) return;
      const parent = path.at(-1) ?? '';
      if (name === 'Time' && parent === 'Trackpoint') time = text;
      else if (name === 'Trackpoint') collected.append(activity.stretches, time, bpm);
      else if (path.includes('Trackpoint')) bpm = collected.takeBpm(bpm, name, parent, text);
      else if (name === 'TotalTimeSeconds' && parent === 'Lap') timerMs = totalMs(text);
      else if (name === 'Name' && parent === 'Creator') activity.deviceName = text === '' ? null : text;
      else if (name === 'Activity') finish();
    },
  });
  finish();
  return trackOutcome(collected, bytes, {
    nowMs: options.nowMs,
    reading,
    planned,
    onlyPlanned: (what) => `This file holds a planned ${what}, no activity.`,
    nothing: 'This TCX file holds no activity.',
  });
}

function totalMs(text: string): number | null {
  const totalS = Number(text.replace(',', '.'));
  return totalS > 0 ? Math.round(totalS * 1_000) : null;
}
