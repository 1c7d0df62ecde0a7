import { NO_VALUE, PAUSE, RESUME } from '../../../src/domain/timeline/sample.ts';
import type { Items } from '../../../src/domain/timeline/sample.ts';
import type { Recording, RecordingFacts } from '../../../src/domain/timeline/recording.ts';
import { TimelineBuilder } from '../../../src/domain/timeline/timeline-builder.ts';
import type { Timeline } from '../../../src/domain/timeline/timeline.ts';
import { INACTIVE, UNKNOWN } from '../../../src/domain/timeline/timeline.ts';
import { SECOND_MS } from '../../../src/domain/units.ts';

export interface Item {
  readonly atMs: number;
  readonly code: number;
  readonly rrKey?: number;
}

/** 2026-11-18T10:00:00Z, a Wednesday. */
export const START_MS = Date.UTC(2026, 10, 18, 10);

/** Items in columns, in the order given; of a source without RR, as most files are, without theirs. */
function itemsOf(rows: readonly Item[]): Items {
  return {
    count: rows.length,
    atMs: Float64Array.from(rows, ({ atMs }) => atMs),
    code: Int16Array.from(rows, ({ code }) => code),
    ...(rows.some(({ rrKey = 0 }) => rrKey !== 0) && {
      rrKey: Uint32Array.from(rows, ({ rrKey }) => rrKey ?? 0),
    }),
  };
}

/**
 * A recording written as text: `120*3` three samples a second apart, `-` a record without value, `~5` five seconds of
 * silence, `P` and `R` pause and resume. Each record takes one second.
 */
export function script(text: string, startMs = START_MS): Item[] {
  const rows: Item[] = [];
  let atMs = startMs;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (word === 'P' || word === 'R') {
      rows.push({ atMs, code: word === 'P' ? PAUSE : RESUME });
    } else if (word.startsWith('~')) {
      atMs += Number(word.slice(1)) * SECOND_MS;
    } else {
      const [value, times] = word.split('*');
      for (let i = 0; i < Number(times ?? 1); i++) {
        rows.push({ atMs, code: value === '-' ? NO_VALUE : Number(value) });
        atMs += SECOND_MS;
      }
    }
  }
  return rows;
}

export function recordingOf(rows: readonly Item[], facts: Partial<RecordingFacts> = {}): Recording {
  const instants = rows.map(({ atMs }) => atMs);
  const records = rows.filter(({ code }) => code !== PAUSE && code !== RESUME).map(({ atMs }) => atMs);
  return {
    facts: {
      id: '019a9600-0000-7000-8000-000000000001',
      kind: 'live',
      sport: 'running',
      subSport: null,
      startMs: Math.min(...instants),
      endMs: Math.max(...records) + SECOND_MS,
      contentHash: 'aa',
      simulated: false,
      multisportId: null,
      utcOffsetMinutes: null,
      device: null,
      sets: [],
      ...facts,
    },
    items: itemsOf(rows),
  };
}

/** A timeline as text: seconds of each state, `?` unknown and `.` inactive: `120x3 ?x2 .x1`. */
export function describeTimeline({ count, boundaryMs, state }: Timeline): string {
  return Array.from({ length: count }, (_, i) => {
    const seconds = (boundaryMs[i + 1]! - boundaryMs[i]!) / SECOND_MS;
    const name = state[i] === UNKNOWN ? '?' : state[i] === INACTIVE ? '.' : state[i]!;
    return `${name}x${seconds}`;
  }).join(' ');
}

/** The attributed timeline of values that need no cleaning: held until the next, at most 10 s, the last one second. */
export function heldTimeline(rows: readonly Item[]): Timeline {
  const builder = new TimelineBuilder();
  rows.forEach(({ atMs, code }, i) => {
    const nextMs = rows[i + 1]?.atMs ?? atMs + SECOND_MS;
    const heldMs = Math.min(nextMs, atMs + 10 * SECOND_MS);
    builder.segment(code, atMs, heldMs);
    if (nextMs > heldMs) builder.segment(UNKNOWN, heldMs, nextMs);
  });
  return builder.build();
}
