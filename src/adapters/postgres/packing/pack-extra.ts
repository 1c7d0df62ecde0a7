import type { RecordingExtra } from '../../../application/ports/recording-store.ts';
import { compact, expand } from './compact.ts';

/** What is deflated JSON: many alike, read rarely. RR lies with the samples. */
type PackedExtra = Omit<RecordingExtra, 'rr'>;

/** Null when there is nothing but RR. */
export function packExtra(extra: RecordingExtra | null): Uint8Array | null {
  const { laps, movement, uncounted } = extra ?? {};
  if (laps === undefined && movement === undefined && uncounted === undefined) return null;
  return compact(Buffer.from(JSON.stringify({ laps, movement, uncounted })));
}

/** The inverse of `packExtra`. */
export function unpackExtra(packed: Uint8Array): PackedExtra {
  // Written by packExtra alone, into a column that nothing else touches.
  return JSON.parse(Buffer.from(expand(packed)).toString('utf8')) as PackedExtra;
}
