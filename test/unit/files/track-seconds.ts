import { decodeFile } from '../../../src/adapters/files/decode-file.ts';
import type { DecodeOutcome } from '../../../src/application/ports/file-decoder.ts';
import { attribute } from '../../../src/domain/timeline/attribute.ts';
import type { Recording } from '../../../src/domain/timeline/recording.ts';
import { INACTIVE, UNKNOWN } from '../../../src/domain/timeline/timeline.ts';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { NOW_MS, TIME_ZONES, type Decoded } from './decode-fixture.ts';

export function decodedText(text: string): DecodeOutcome {
  return decodeFile(new TextEncoder().encode(text), {
    limits: DECODE_LIMITS,
    nowMs: NOW_MS,
    timeZones: TIME_ZONES,
  });
}

/** A text that must be taken. */
export function takenText(text: string): Decoded {
  const outcome = decodedText(text);
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome;
}

export interface Seconds {
  active: number;
  unknown: number;
  /** Per bpm. */
  histogram: Record<number, number>;
}

/** Seconds that the rules make of one recording. */
function secondsOf(recording: Recording): Seconds {
  const { timeline } = attribute(recording);
  const seconds: Seconds = { active: 0, unknown: 0, histogram: {} };
  for (let segment = 0; segment < timeline.count; segment++) {
    const lengthS = (timeline.boundaryMs[segment + 1]! - timeline.boundaryMs[segment]!) / 1000;
    const state = timeline.state[segment]!;
    if (state === INACTIVE) continue;
    seconds.active += lengthS;
    if (state === UNKNOWN) seconds.unknown += lengthS;
    else seconds.histogram[state] = (seconds.histogram[state] ?? 0) + lengthS;
  }
  return seconds;
}

/** The same of every recording of a text. */
export function secondsOfText(text: string): Seconds[] {
  const { recordings } = takenText(text);
  return recordings.map(({ recording }) => secondsOf(recording));
}
