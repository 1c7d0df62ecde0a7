import type { PassiveDay } from '../../../domain/session/session.ts';
import { compact, expand } from './compact.ts';
import { VarintReader, VarintWriter } from './varint.ts';

type Segments = NonNullable<PassiveDay['movingSegments']>;

/** The moving time of a day, exactly: lengths and gaps for whole milliseconds, plain instants otherwise. */
export function packSegments({ count, fromMs, toMs, bpm }: Segments): Uint8Array {
  let whole = true;
  for (let i = 0; i < count; i++) whole &&= Number.isInteger(fromMs[i]) && Number.isInteger(toMs[i]);
  const out = new VarintWriter();
  out.unsigned(count);
  out.unsigned(whole ? 1 : 0);
  let last = 0;
  for (let i = 0; i < count; i++) {
    if (whole) {
      out.signed(fromMs[i]! - last);
      out.signed(toMs[i]! - fromMs[i]!);
      last = toMs[i]!;
    } else {
      out.float64(fromMs[i]!);
      out.float64(toMs[i]!);
    }
    out.unsigned(bpm[i]!);
  }
  return compact(out.finish());
}

/** The inverse of `packSegments`. */
export function unpackSegments(packed: Uint8Array): Segments {
  const input = new VarintReader(expand(packed));
  const count = input.unsigned();
  const whole = input.unsigned() === 1;
  const [fromMs, toMs, bpm] = [new Float64Array(count), new Float64Array(count), new Uint8Array(count)];
  let last = 0;
  for (let i = 0; i < count; i++) {
    fromMs[i] = whole ? last + input.signed() : input.float64();
    toMs[i] = last = whole ? fromMs[i]! + input.signed() : input.float64();
    bpm[i] = input.unsigned();
  }
  return { count, fromMs, toMs, bpm };
}
