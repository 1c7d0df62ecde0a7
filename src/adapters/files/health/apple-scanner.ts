import { type Span, unionOf } from '../../../domain/timeline/span.ts';
import type { Activity } from './activity.ts';
import { type BeatsBeside, BeatsByMonth } from './beats-by-month.ts';

/** The first attribute of a heart-rate record; what follows it in the tag is read. */
const RECORD = 'type="HKQuantityTypeIdentifierHeartRate"';
const WORKOUT = '<Workout ';
const WORKOUT_END = '</Workout>';
/** A workout with its events and statistics is some kilobytes; one without an end is passed over. */
const LONGEST_ELEMENT = 4 * 2 ** 20;
const HIGHEST_BPM = 254;
/** Heart rate beside workouts that a file holds before the next day begins another: half of what one may hold. */
const FILE_BEATS = 50_000;

interface Workout {
  readonly sport: string | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly pauses: readonly Span[];
  readonly deviceName: string | null;
}

/** Reads Apple Health's `export.xml` as it streams by: memory holds the workouts and four bytes of a heart rate. */
export interface AppleScanner {
  /** A piece of the file, byte for byte (`latin1`). */
  write(piece: string): void;
  /** Every workout with the heart rate measured meanwhile, in order of time; to be called after the last piece. */
  activities(): Generator<Activity>;
  /**
   * The heart rate that lies in no workout, in order by months of UTC, so that a later export brings the same again; a month
   * with much of it is cut between days. To be called after the last piece.
   */
  months(): Generator<BeatsBeside>;
  /** How many activities and months there are; to be called after the last piece. */
  countFiles(): number;
}

export function createAppleScanner(): AppleScanner {
  const beats = new BeatsByMonth();
  const workouts: Workout[] = [];
  let rest = '';

  const addBeat = (tag: string): void => {
    const atMs = appleInstant(attribute(tag, 'startDate'));
    const bpm = Math.round(Number(attribute(tag, 'value') ?? NaN));
    if (atMs > 0 && bpm > 0 && bpm <= HIGHEST_BPM) beats.add(atMs, bpm);
  };
  const addWorkout = (element: string): void => {
    const tag = element.slice(0, element.indexOf('>'));
    const startMs = appleInstant(attribute(tag, 'startDate'));
    const endMs = appleInstant(attribute(tag, 'endDate'));
    if (!(endMs > startMs)) return;
    const type = utf8Of(attribute(tag, 'workoutActivityType'));
    const sport = type?.replace(/^HKWorkoutActivityType/, '') ?? null;
    const deviceName = utf8Of(attribute(tag, 'sourceName'));
    workouts.push({ sport, startMs, endMs, pauses: pausesOf(element, endMs), deviceName });
  };
  const besideWorkouts = (): Generator<BeatsBeside> =>
    beats.beside(
      unionOf(workouts.map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs }))),
      FILE_BEATS,
    );

  return {
    write(piece) {
      const text = rest + piece;
      let at = 0;
      let record = text.indexOf(RECORD);
      let workout = text.indexOf(WORKOUT);
      while (record >= 0 || workout >= 0) {
        const isRecord = record >= 0 && (workout < 0 || record < workout);
        const from = isRecord ? record : workout;
        const end = isRecord ? text.indexOf('>', from) : endOfWorkout(text, from);
        if (end < 0 && text.length - from < LONGEST_ELEMENT) {
          rest = text.slice(from);
          return;
        }
        if (isRecord && end >= 0) addBeat(text.slice(from, end));
        else if (end >= 0) addWorkout(text.slice(from, end + 1));
        at = end < 0 ? from + WORKOUT.length : end;
        if (record >= 0 && record < at) record = text.indexOf(RECORD, at);
        if (workout >= 0 && workout < at) workout = text.indexOf(WORKOUT, at);
      }
      rest = text.slice(Math.max(at, text.length - RECORD.length));
    },
    *activities() {
      for (const workout of workouts.sort((a, b) => a.startMs - b.startMs)) {
        yield { ...workout, samples: beats.between(workout.startMs, workout.endMs) };
      }
    },
    months: besideWorkouts,
    countFiles() {
      let count = workouts.length;
      for (const _ of besideWorkouts()) count++;
      return count;
    },
  };
}

function endOfWorkout(text: string, from: number): number {
  const tagEnd = text.indexOf('>', from);
  if (tagEnd < 0 || text[tagEnd - 1] === '/') return tagEnd;
  const end = text.indexOf(WORKOUT_END, tagEnd);
  return end < 0 ? -1 : end + WORKOUT_END.length - 1;
}

function attribute(tag: string, name: string): string | null {
  const at = tag.indexOf(` ${name}="`);
  if (at < 0) return null;
  const from = at + name.length + 3;
  const to = tag.indexOf('"', from);
  return to < 0 ? null : tag.slice(from, to);
}

/** `2026-11-10 08:00:00 +0100` as an instant; NaN when it is none. */
function appleInstant(text: string | null): number {
  const match = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/.exec(text ?? '');
  if (match === null) return NaN;
  const [, year, month, day, hour, minute, second, sign, hours, minutes] = match;
  const localMs = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!);
  const offsetMs = (+hours! * 60 + +minutes!) * 60_000;
  return sign === '-' ? localMs + offsetMs : localMs - offsetMs;
}

function pausesOf(element: string, endMs: number): Span[] {
  const pauses: Span[] = [];
  let pausedMs: number | null = null;
  for (const [event] of element.matchAll(/<WorkoutEvent [^>]*>/g)) {
    const type = attribute(event, 'type') ?? '';
    const atMs = appleInstant(attribute(event, 'date'));
    if (type === 'HKWorkoutEventTypePause') pausedMs ??= atMs;
    else if (type === 'HKWorkoutEventTypeResume' && pausedMs !== null) {
      pauses.push({ fromMs: pausedMs, toMs: atMs });
      pausedMs = null;
    }
  }
  if (pausedMs !== null) pauses.push({ fromMs: pausedMs, toMs: endMs });
  return pauses;
}

function utf8Of(latin1: string | null): string | null {
  return latin1 === null ? null : Buffer.from(latin1, 'latin1').toString('utf8').slice(0, 100);
}
