import type { DatedTimeZone } from '../../domain/athlete.ts';
import { isBelievable } from '../../domain/timeline/clean.ts';
import type { DecodeOutcome } from '../../application/ports/file-decoder.ts';
import type { DecodeLimits } from './decode-limits.ts';
import { decodeExportedRecording } from './export/decode-recording.ts';
import { decodeFit } from './fit/decode-fit.ts';
import { decodeGpx } from './gpx/decode-gpx.ts';
import { gunzipBounded } from './gzip.ts';
import { refusal, tooManyRecordings, type Warning } from './refusal.ts';
import { sniffFormat } from './sniff.ts';
import { decodeTcx } from './tcx/decode-tcx.ts';

export interface DecodeOptions {
  readonly limits: DecodeLimits;
  /** Tells clocks that ran ahead. */
  readonly nowMs: number;
  /** Where a time without a zone was written: the athlete's, dated. */
  readonly timeZones: readonly DatedTimeZone[];
}

/** Decodes one file of any kind we read, by its content. A gzip layer is taken off; archives are for the import job. */
export async function decodeFile(bytes: Uint8Array, options: DecodeOptions): Promise<DecodeOutcome> {
  const format = sniffFormat(bytes);
  if (format === 'gzip') {
    const inner = await gunzipBounded(bytes, options.limits.maxBytes);
    return inner.ok ? bounded(decodePlain(inner.bytes, options), options) : inner;
  }
  return bounded(decodePlain(bytes, options), options);
}

/** Each recording is stored and judged by itself: a file that makes too many of them is no recording. */
function bounded(outcome: DecodeOutcome, { limits }: DecodeOptions): DecodeOutcome {
  if (!outcome.ok) return outcome;
  if (outcome.recordings.length > limits.maxRecordings) return tooManyRecordings(limits.maxRecordings);
  const isSilent =
    outcome.recordings.length > 0 &&
    outcome.recordings.every(
      ({ recording: { items } }) => !items.code.subarray(0, items.count).some(isBelievable),
    );
  if (!isSilent) return outcome;
  const warning: Warning = {
    code: 'no_heart_rate',
    message: 'There is no heart rate in it: its time is unknown, not undone.',
  };
  return { ...outcome, warnings: [...outcome.warnings, warning] };
}

function decodePlain(bytes: Uint8Array, options: DecodeOptions): DecodeOutcome {
  if (bytes.length > options.limits.maxBytes)
    return refusal(
      'too_large',
      `The file is larger than ${Math.floor(options.limits.maxBytes / 2 ** 20)} MB.`,
    );
  switch (sniffFormat(bytes)) {
    case 'fit':
      return decodeFit(bytes, options);
    case 'empty':
      return refusal('empty', 'The file is empty.');
    case 'zip':
      return refusal('archive', 'This is a zip archive: its files are imported one by one.');
    case 'gzip':
      return refusal('unknown_format', 'This file is compressed twice; only one layer is taken off.');
    case 'tcx':
      return decodeTcx(bytes, options);
    case 'gpx':
      return decodeGpx(bytes, options);
    case 'recording':
      return decodeExportedRecording(bytes);
    case 'profile':
      return refusal('archive', 'This is the profile of an export: import the whole zip archive.');
    case 'unknown':
      return refusal('unknown_format', 'This is not a FIT, TCX or GPX file.');
  }
}
