import type { KnownFourByFour } from '../../../application/ports/session-store.ts';
import type { Bout, BoutKind } from '../../../domain/four-by-four/four-by-four.ts';
import { VarintReader, VarintWriter } from './varint.ts';

const KINDS: readonly BoutKind[] = ['credited', 'short', 'easy', 'long'];
/** Flags of a bout beside its kind. */
const WHOLE_MS = 4;
const TOUCHED_BY_UNKNOWN = 8;
const RECOVERY_KNOWN = 16;

/** Results of the recogniser one after the other; packed results may be joined end to end. Every number is kept exactly. */
export function packFourByFour(results: readonly KnownFourByFour[]): Uint8Array {
  const out = new VarintWriter();
  for (const { edges, result } of results) {
    out.unsigned(edges.workBpm);
    out.unsigned(edges.floorBpm);
    out.unsigned(edges.aboveBpm);
    out.unsigned(result.credited);
    out.float64(result.aboveMs);
    out.unsigned(result.bouts.length);
    for (const bout of result.bouts) packBout(out, bout);
  }
  return out.finish();
}

function packBout(out: VarintWriter, bout: Bout): void {
  const times = [bout.startMs, bout.lengthMs, bout.effortMs, bout.aboveMs];
  const whole = times.every((ms) => Number.isSafeInteger(ms) && ms >= 0);
  out.unsigned(
    KINDS.indexOf(bout.kind) |
      (whole ? WHOLE_MS : 0) |
      (bout.touchedByUnknown ? TOUCHED_BY_UNKNOWN : 0) |
      (bout.recoveryBpm === null ? 0 : RECOVERY_KNOWN),
  );
  for (const ms of times) {
    if (whole) out.unsigned(ms);
    else out.float64(ms);
  }
  if (bout.recoveryBpm !== null) out.signed(bout.recoveryBpm);
}

/** The inverse of `packFourByFour`. @throws RangeError for damaged bytes. */
export function unpackFourByFour(packed: Uint8Array): KnownFourByFour[] {
  const input = new VarintReader(packed);
  const results: KnownFourByFour[] = [];
  while (!input.exhausted) {
    const edges = { workBpm: input.unsigned(), floorBpm: input.unsigned(), aboveBpm: input.unsigned() };
    const credited = input.unsigned();
    const aboveMs = input.float64();
    const bouts = Array.from({ length: input.unsigned() }, () => unpackBout(input));
    results.push({ edges, result: { credited, of: 4, aboveMs, bouts } });
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
  };
}

function readMs(input: VarintReader, whole: boolean): number {
  return whole ? input.unsigned() : input.float64();
}
