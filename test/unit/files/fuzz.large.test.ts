import { describe, expect, it } from 'vitest';
import { crc16 } from '../../../src/adapters/files/fit/crc16.ts';
import type { DecodeOutcome } from '../../../src/application/ports/file-decoder.ts';
import { fitMutants, PARENTS } from '../../support/fit-mutants.ts';
import { decodeBytes } from './decode-fixture.ts';

/** `FUZZ_SEED` runs others, `FUZZ_MUTANTS` more. */
const MUTANTS = Number(process.env['FUZZ_MUTANTS'] ?? 20_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20261122);

function heartRates(outcome: DecodeOutcome): string {
  if (!outcome.ok) return '';
  return outcome.recordings
    .map(({ recording: { items } }) =>
      Array.from({ length: items.count }, (_, row) => `${items.atMs[row]}:${items.code[row]}`).join(),
    )
    .join(';');
}

describe('FIT mutants', () => {
  it(
    `${MUTANTS} mutants: none throws, none changes heart rate in silence, every refusal has a sentence`,
    () => {
      const originals = new Map(PARENTS.map(({ name, bytes }) => [name, heartRates(decodeBytes(bytes))]));
      for (const { kind, parent, bytes } of fitMutants(MUTANTS, SEED)) {
        const fault = faultOf(decodeBytes(bytes), {
          original: originals.get(parent)!,
          sealed: isSealed(bytes),
          bytes: bytes.length,
        });
        if (fault !== null) expect.fail(`${fault}: ${kind} of ${parent}, seed ${SEED}`);
      }
    },
    10_000 + MUTANTS * 10,
  );
});

/** True for a chain of files whose checksums are all right: a cut between two of them leaves no trace. */
function isSealed(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = 0;
  while (start + 12 <= bytes.length) {
    const end = start + bytes[start]! + view.getUint32(start + 4, true);
    if (end + 2 > bytes.length || crc16(bytes, start, end) !== view.getUint16(end, true)) return false;
    start = end + 2;
  }
  return start === bytes.length;
}

function faultOf(
  outcome: DecodeOutcome,
  parent: { readonly original: string; readonly sealed: boolean; readonly bytes: number },
): string | null {
  if (!outcome.ok) return /^[A-Z].{10,}\.$/.test(outcome.message) ? null : 'a refusal without a sentence';
  for (const { facts, items } of outcome.recordings.map(({ recording }) => recording)) {
    if (!(facts.endMs > facts.startMs)) return 'a recording without length';
    if (items.count > parent.bytes) return 'more items than bytes';
    for (let row = 1; row < items.count; row++)
      if (!(items.atMs[row]! >= items.atMs[row - 1]!)) return 'items out of order';
  }
  if (parent.sealed || outcome.partial) return null;
  return heartRates(outcome) === parent.original ? null : 'heart rate changed in silence';
}
