import type { RecordingExtra } from '../../../application/ports/recording-store.ts';
import { compact, expand } from './compact.ts';

/** Laps and movement as deflated JSON: many alike, read rarely. RR lies with the samples. Null when there is neither. */
export function packExtra(extra: RecordingExtra | null): Uint8Array | null {
  const { laps, movement } = extra ?? {};
  if (laps === undefined && movement === undefined) return null;
  return compact(Buffer.from(JSON.stringify({ laps, movement })));
}

/** The inverse of `packExtra`. */
export function unpackExtra(packed: Uint8Array): Pick<RecordingExtra, 'laps' | 'movement'> {
  // Written by packExtra alone, into a column that nothing else touches.
  return JSON.parse(Buffer.from(expand(packed)).toString('utf8')) as Pick<
    RecordingExtra,
    'laps' | 'movement'
  >;
}
