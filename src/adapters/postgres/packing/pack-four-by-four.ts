import {
  FOUR_BY_FOUR_TIMES,
  type Bout,
  type BoutKind,
  type FourByFourEdges,
  type IntervalTimes,
  type KnownFourByFour,
} from '../../../domain/four-by-four/four-by-four.ts';
import { VarintReader, VarintWriter } from './varint.ts';

const KINDS: readonly BoutKind[] = ['credited', 'short', 'easy', 'long'];
/** Flags of a bout beside its kind. */
const WHOLE_MS = 4;
const TOUCHED_BY_UNKNOWN = 8;
const RECOVERY_KNOWN = 16;
const BELOW_KNOWN = 32;
/** Stands before a structure of one's own: no heart works at 0 bpm. */
const OWN_TIMES = 0;

/** Results of the recogniser one after the other; packed results may be joined end to end. Every number is kept exactly. */
export function packFourByFour(results: readonly KnownFourByFour[]): Uint8Array {
  const out = new VarintWriter();
  for (const { edges, result } of results) {
    packEdges(out, edges);
    out.unsigned(result.credited);
    out.float64(result.aboveMs);
    out.unsigned(result.bouts.length);
    for (const bout of result.bouts) packBout(out, bout);
  }
  return out.finish();
}

function packEdges(out: VarintWriter, { workBpm, floorBpm, aboveBpm, times }: FourByFourEdges): void {
  if (times !== undefined) {
    out.unsigned(OWN_TIMES);
    for (const key of TIMES) out.unsigned(times[key]);
  }
  out.unsigned(workBpm);
  out.unsigned(floorBpm);
  out.unsigned(aboveBpm);
}

/** In the order of the bytes. */
const TIMES = [
  'reps',
  'shortestWorkMs',
  'longestWorkMs',
  'leastEffortMs',
  'shortestRecoveryMs',
  'longestRecoveryMs',
  'belowFloorMs',
] as const satisfies readonly (keyof IntervalTimes)[];

function unpackEdges(input: VarintReader): FourByFourEdges {
  const first = input.unsigned();
  if (first !== OWN_TIMES) {
    return { workBpm: first, floorBpm: input.unsigned(), aboveBpm: input.unsigned() };
  }
  const times = { ...FOUR_BY_FOUR_TIMES };
  for (const key of TIMES) times[key] = input.unsigned();
  return { workBpm: input.unsigned(), floorBpm: input.unsigned(), aboveBpm: input.unsigned(), times };
}

function packBout(out: VarintWriter, bout: Bout): void {
  const times = [bout.startMs, bout.lengthMs, bout.effortMs, bout.aboveMs];
  const whole = times.every((ms) => Number.isSafeInteger(ms) && ms >= 0);
  out.unsigned(
    KINDS.indexOf(bout.kind) |
      (whole ? WHOLE_MS : 0) |
      (bout.touchedByUnknown ? TOUCHED_BY_UNKNOWN : 0) |
      (bout.recoveryBpm === null ? 0 : RECOVERY_KNOWN) |
      (bout.belowBeforeMs === undefined ? 0 : BELOW_KNOWN),
  );
  for (const ms of times) {
    if (whole) out.unsigned(ms);
    else out.float64(ms);
  }
  if (bout.recoveryBpm !== null) out.signed(bout.recoveryBpm);
  if (bout.belowBeforeMs !== undefined) out.float64(bout.belowBeforeMs);
}

/** The inverse of `packFourByFour`. @throws RangeError for damaged bytes. */
export function unpackFourByFour(packed: Uint8Array): KnownFourByFour[] {
  const input = new VarintReader(packed);
  const results: KnownFourByFour[] = [];
  while (!input.exhausted) {
    const edges = unpackEdges(input);
    const credited = input.unsigned();
    const aboveMs = input.float64();
    const bouts = Array.from({ length: input.unsigned() }, () => unpackBout(input));
    results.push({
      edges,
      result: { credited, of: (edges.times ?? FOUR_BY_FOUR_TIMES).reps, aboveMs, bouts },
    });
  }
  return results;
}

function unpackBout(input: VarintReader): Bout {
  const flags = input.unsigned();
  const whole = (flags & WHOLE_MS) !== 0;
  return {
    startMs: readMs(input, whole),
    lengthMs: readMs(input, whole),
    effortMs: readMs(input, whole),
    aboveMs: readMs(input, whole),
    kind: KINDS[flags & 3]!,
    recoveryBpm: (flags & RECOVERY_KNOWN) === 0 ? null : input.signed(),
    touchedByUnknown: (flags & TOUCHED_BY_UNKNOWN) !== 0,
    ...((flags & BELOW_KNOWN) !== 0 && { belowBeforeMs: input.float64() }),
  };
}

function readMs(input: VarintReader, whole: boolean): number {
  return whole ? input.unsigned() : input.float64();
}
