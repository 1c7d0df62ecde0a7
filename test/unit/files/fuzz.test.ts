import { describe, expect, it } from 'vitest';
import { FIT_CASES } from '../../../fixtures/fit-cases.ts';
import { seeded } from '../../../fixtures/heart.ts';
import { crc16 } from '../../../src/adapters/files/fit/crc16.ts';
import type { DecodeOutcome } from '../../../src/application/ports/file-decoder.ts';
import { decodeBytes } from './decode-fixture.ts';

/** `FUZZ_SEED` runs others, `FUZZ_MUTANTS` more. */
const MUTANTS = Number(process.env['FUZZ_MUTANTS'] ?? 20_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20261122);

/** A small file costs as little as a large one finds: the long sessions are left out. */
const PARENTS = FIT_CASES.map((fitCase) => ({ name: fitCase.name, bytes: fitCase.build() })).filter(
  ({ bytes }) => bytes.length > 0 && bytes.length < 3_000,
);

type Random = () => number;

function pick(random: Random, below: number): number {
  return Math.floor(random() * below);
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces));
}

const MUTATIONS: Readonly<Record<string, (bytes: Uint8Array, random: Random) => Uint8Array>> = {
  flipBits(bytes, random) {
    const mutant = bytes.slice();
    for (let flips = 1 + pick(random, 4); flips > 0; flips--)
      mutant[pick(random, mutant.length)]! ^= 1 << pick(random, 8);
    return mutant;
  },
  overwrite(bytes, random) {
    const mutant = bytes.slice();
    const from = pick(random, mutant.length);
    for (let at = from; at < Math.min(mutant.length, from + 1 + pick(random, 40)); at++)
      mutant[at] = pick(random, 256);
    return mutant;
  },
  cut: (bytes, random) => bytes.slice(0, pick(random, bytes.length)),
  drop(bytes, random) {
    const from = pick(random, bytes.length);
    return joined(bytes.subarray(0, from), bytes.subarray(from + 1 + pick(random, 20)));
  },
  repeat(bytes, random) {
    const from = pick(random, bytes.length);
    return joined(bytes.subarray(0, from + pick(random, 60)), bytes.subarray(from));
  },
  extend: (bytes, random) =>
    joined(
      bytes,
      Uint8Array.from({ length: 1 + pick(random, 30) }, () => pick(random, 256)),
    ),
  /** Hostile content in a sound envelope: the checksum is made right again. */
  reseal(bytes, random) {
    const mutant = bytes.slice();
    for (let flips = 1 + pick(random, 6); flips > 0; flips--)
      mutant[12 + pick(random, mutant.length - 12)]! ^= 1 << pick(random, 8);
    const crc = crc16(mutant, 0, mutant.length - 2);
    mutant[mutant.length - 2] = crc & 0xff;
    mutant[mutant.length - 1] = crc >> 8;
    return mutant;
  },
};

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
      const random = seeded(SEED);
      const kinds = Object.keys(MUTATIONS);
      const originals = new Map(PARENTS.map(({ name, bytes }) => [name, heartRates(decodeBytes(bytes))]));
      for (let count = 0; count < MUTANTS; count++) {
        const parent = PARENTS[pick(random, PARENTS.length)]!;
        const kind = kinds[count % kinds.length]!;
        const mutant = MUTATIONS[kind]!(parent.bytes, random);
        const fault = faultOf(decodeBytes(mutant), {
          original: originals.get(parent.name)!,
          sealed: isSealed(mutant),
          bytes: mutant.length,
        });
        if (fault !== null)
          expect.fail(`${fault}: mutant ${count} (${kind} of ${parent.name}, seed ${SEED})`);
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
