import type { LocalDate } from '../../../src/domain/units.ts';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DecodeOutcome } from '../../../src/application/ports/file-decoder.ts';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { decodeFit } from '../../../src/adapters/files/fit/decode-fit.ts';
import { attribute } from '../../../src/domain/timeline/attribute.ts';
import type { Recording } from '../../../src/domain/timeline/recording.ts';
import { INACTIVE, UNKNOWN } from '../../../src/domain/timeline/timeline.ts';

export const TIME_ZONES = [{ validFrom: '2000-01-01' as LocalDate, timeZone: 'Europe/Copenhagen' }];

/** A date after every fixture. */
export const NOW_MS = Date.parse('2026-12-01T00:00:00Z');

export type Decoded = Extract<DecodeOutcome, { ok: true }>;

export function fixtureBytes(name: string): Uint8Array {
  const path = fileURLToPath(new URL(`../../../fixtures/fit/${name}.fit`, import.meta.url));
  return new Uint8Array(readFileSync(path));
}

export function decodeBytes(bytes: Uint8Array): DecodeOutcome {
  return decodeFit(bytes, { limits: DECODE_LIMITS, nowMs: NOW_MS });
}

/** A fixture that must be taken. */
export function decoded(name: string): Decoded {
  const outcome = decodeBytes(fixtureBytes(name));
  if (!outcome.ok) throw new Error(`${name} was refused: ${outcome.code}`);
  return outcome;
}

/** The only recording of a fixture. */
export function onlyRecording(name: string): Recording {
  const { recordings } = decoded(name);
  if (recordings.length !== 1) throw new Error(`${name} has ${recordings.length} recordings`);
  return recordings[0]!.recording;
}

/** Items as rows, instants in seconds after the recording's start. */
export function rowsOf({ facts, items }: Recording): [atS: number, code: number][] {
  return Array.from({ length: items.count }, (_, row) => [
    (items.atMs[row]! - facts.startMs) / 1000,
    items.code[row]!,
  ]);
}

/** Values alone, pauses left out. */
export function valuesOf(recording: Recording): number[] {
  return rowsOf(recording)
    .map(([, code]) => code)
    .filter((code) => code >= 0);
}

/** Seconds of active and of known time that the rules make of a recording. */
export function activeAndKnown(recording: Recording): { activeS: number; knownS: number } {
  const { timeline } = attribute(recording);
  let activeS = 0;
  let knownS = 0;
  for (let segment = 0; segment < timeline.count; segment++) {
    const seconds = (timeline.boundaryMs[segment + 1]! - timeline.boundaryMs[segment]!) / 1000;
    if (timeline.state[segment] !== INACTIVE) activeS += seconds;
    if (timeline.state[segment] !== INACTIVE && timeline.state[segment] !== UNKNOWN) knownS += seconds;
  }
  return { activeS, knownS };
}
