import { INACTIVE, UNKNOWN, type Timeline } from './timeline.ts';

/** A trace to draw: seconds from the start and the bpm from there on, null where nothing is known. */
export interface Trace {
  readonly t: number[];
  readonly bpm: (number | null)[];
}

/**
 * The timeline as points. Without `points` one point per change of state, at full resolution. With `points` at most
 * about that many: each of points/2 equal slices of time gives its lowest and its highest bpm in their order of time, so that no
 * peak is lost; a slice without any known bpm gives one null.
 */
export function downsample(timeline: Timeline, points: number | null): Trace {
  const t: number[] = [];
  const bpm: (number | null)[] = [];
  const { count, boundaryMs, state } = timeline;
  if (count === 0) return { t, bpm };
  const startMs = boundaryMs[0]!;
  const put = (atMs: number, value: number | null): void => {
    t.push((atMs - startMs) / 1000);
    bpm.push(value);
  };
  if (points === null || count <= points) {
    for (let i = 0; i < count; i++) put(boundaryMs[i]!, valueOf(state[i]!));
    put(boundaryMs[count]!, null);
    return { t, bpm };
  }
  const slices = Math.max(1, Math.floor(points / 2));
  const sliceMs = (boundaryMs[count]! - startMs) / slices;
  let i = 0;
  for (let slice = 0; slice < slices; slice++) {
    const endMs = startMs + (slice + 1) * sliceMs;
    let low = -1;
    let high = -1;
    const first = i;
    // A segment that reaches into the next slice belongs to both.
    for (; i < count && boundaryMs[i]! < endMs; i++) {
      if (valueOf(state[i]!) === null) continue;
      if (low < 0 || state[i]! < state[low]!) low = i;
      if (high < 0 || state[i]! > state[high]!) high = i;
    }
    if (i > first && boundaryMs[i]! > endMs) i--;
    const from = startMs + slice * sliceMs;
    if (low < 0) put(from, null);
    else if (low === high) put(Math.max(from, boundaryMs[low]!), state[low]!);
    else {
      const [one, two] = low < high ? [low, high] : [high, low];
      put(Math.max(from, boundaryMs[one]!), state[one]!);
      put(Math.max(from, boundaryMs[two]!), state[two]!);
    }
  }
  return { t, bpm };
}

function valueOf(state: number): number | null {
  return state === UNKNOWN || state === INACTIVE ? null : state;
}
