import { NO_VALUE, PAUSE, RESUME, type Items } from '../../domain/timeline/sample.ts';

/** Values of one recording in the order of (instant, place in the file); `bpm` 0 is "no value". */
export interface Values {
  readonly atMs: readonly number[];
  readonly bpm: readonly number[];
  /** RR intervals in ms per value, where there are any. */
  readonly rrMs: readonly (readonly number[] | undefined)[] | null;
}

/** A change of the timer: running or stopped from the instant on. */
export interface TimerChange {
  readonly atMs: number;
  readonly running: boolean;
}

export interface BuiltItems {
  readonly items: Items;
  /** RR intervals in 1/1024 s per item, where the source has any. */
  readonly rr: (readonly number[] | null)[] | null;
}

/**
 * Values and pauses as items (Z5, Z9).
 *
 * Values of one instant become one: the later wins, but "no value" never displaces a value. Of the timer only real
 * changes stay, one per instant: stops of no length vanish. At one instant a start stands before the value and a stop
 * after it, so the value counts in the time that runs.
 */
export function buildItems(values: Values, changes: readonly TimerChange[]): BuiltItems {
  const capacity = values.atMs.length + changes.length;
  const atMs = new Float64Array(capacity);
  const code = new Int16Array(capacity);
  const rr: (readonly number[] | null)[] | null = values.rrMs === null ? null : [];
  let count = 0;
  const push = (at: number, value: number): void => {
    atMs[count] = at;
    code[count++] = value;
    rr?.push(null);
  };
  let change = 0;
  let running = true;
  const pushChangesTo = (instant: number): void => {
    while (change < changes.length && changes[change]!.atMs <= instant) {
      const at = changes[change]!.atMs;
      let last = change;
      while (last + 1 < changes.length && changes[last + 1]!.atMs === at) last++;
      if (changes[last]!.running !== running) {
        running = !running;
        push(at, running ? RESUME : PAUSE);
      }
      change = last + 1;
    }
  };
  for (let index = 0; index < values.atMs.length;) {
    const at = values.atMs[index]!;
    let bpm = NO_VALUE;
    let intervals: number[] | null = null;
    for (; index < values.atMs.length && values.atMs[index] === at; index++) {
      if (values.bpm[index]! > 0) bpm = values.bpm[index]!;
      const more = values.rrMs?.[index];
      if (more !== undefined) intervals = intervals === null ? [...more] : [...intervals, ...more];
    }
    // Changes before this instant, then a start at it; a stop at it comes after the value.
    pushChangesTo(at - 1);
    if (stateAt(changes, change, at, running)) pushChangesTo(at);
    push(at, bpm);
    if (intervals !== null && rr !== null) {
      rr[count - 1] = intervals.map((ms) => Math.round((ms * 1024) / 1000));
    }
    pushChangesTo(at);
  }
  pushChangesTo(Infinity);
  return { items: { count, atMs: atMs.slice(0, count), code: code.slice(0, count) }, rr };
}

/** Whether the timer runs once all changes of this instant are through. */
function stateAt(changes: readonly TimerChange[], from: number, instant: number, running: boolean): boolean {
  let state = running;
  for (let index = from; index < changes.length && changes[index]!.atMs <= instant; index++)
    state = changes[index]!.running;
  return state;
}
