import { FIT_CASES } from '../../fixtures/fit-cases.ts';
import { seeded } from '../../fixtures/heart.ts';
import { crc16 } from '../../src/adapters/files/fit/crc16.ts';

/** A small file costs as little as a large one finds: the long sessions are left out. */
export const PARENTS = FIT_CASES.map((fitCase) => ({ name: fitCase.name, bytes: fitCase.build() })).filter(
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

export interface FitMutant {
  readonly kind: string;
  readonly parent: string;
  readonly bytes: Uint8Array;
}

/** Broken and hostile files, each made of a fixture by one kind of damage; the same for the same seed. */
export function* fitMutants(count: number, seed: number): Generator<FitMutant> {
  const random = seeded(seed);
  const kinds = Object.keys(MUTATIONS);
  for (let made = 0; made < count; made++) {
    const parent = PARENTS[pick(random, PARENTS.length)]!;
    const kind = kinds[made % kinds.length]!;
    yield { kind, parent: parent.name, bytes: MUTATIONS[kind]!(parent.bytes, random) };
  }
}
