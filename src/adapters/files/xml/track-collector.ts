import { isHeartRate, isUnreadableBpm, takeBpm } from './heart-rate.ts';
import { readInstant } from './instant.ts';
import type { Track, TrackOptions, TrackPoint } from './track.ts';

const SHOWN_CHARACTERS = 40;

/** Gathers the tracks of an XML file, and counts what cannot be placed in time. */
export class TrackCollector {
  readonly tracks: Track[] = [];
  /** Points of which something was read, placed in time or not. */
  pointCount = 0;
  untimedPoints = 0;
  unreadableTimes = 0;
  /** The first time that could not be read, as it was written. */
  unreadableTime = '';
  zonelessPoints = 0;
  unreadableBpms = 0;
  /** The first heart rate that could not be read, as it was written. */
  unreadableBpm = '';
  readonly #timeZones: TrackOptions['timeZones'];

  constructor(timeZones: TrackOptions['timeZones']) {
    this.#timeZones = timeZones;
  }

  /** A point as it was written, put at the end of the last stretch unless it has no place in time. */
  append(stretches: TrackPoint[][], time: string | null, bpm: number): void {
    const point = this.#point(time, bpm);
    if (point === null) return;
    if (stretches.length === 0) stretches.push([]);
    stretches.at(-1)!.push(point);
  }

  #point(time: string | null, bpm: number): TrackPoint | null {
    this.pointCount++;
    if (time === null || time === '') {
      this.untimedPoints++;
      return null;
    }
    const instant = readInstant(time, this.#timeZones);
    if (instant === null) {
      if (this.unreadableTimes++ === 0) this.unreadableTime = time.slice(0, SHOWN_CHARACTERS);
      return null;
    }
    if (!instant.zoned) this.zonelessPoints++;
    return { atMs: instant.atMs, bpm };
  }

  /**
   * What is known of the heart rate of a point after one more element or attribute of it, which may be no heart rate.
   * `known` 0 is nothing.
   */
  takeBpm(known: number, name: string, parent: string, text: string): number {
    if (!isHeartRate(name, parent)) return known;
    if (isUnreadableBpm(text) && this.unreadableBpms++ === 0)
      this.unreadableBpm = text.slice(0, SHOWN_CHARACTERS);
    return takeBpm(known, text);
  }

  /** The same of the attributes of an element: `hr="128"` of a point, `value="128"` of its heart rate. */
  takeAttributes(known: number, element: string, attributes: Readonly<Record<string, string>>): number {
    let bpm = known;
    for (const name in attributes) bpm = this.takeBpm(bpm, name, element, attributes[name]!);
    return bpm;
  }

  /** An instant that is no point's, such as a lap's; null when it cannot be read. */
  instant(text: string | undefined): number | null {
    return readInstant(text ?? '', this.#timeZones)?.atMs ?? null;
  }
}
