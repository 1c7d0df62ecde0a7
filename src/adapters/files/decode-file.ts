import { isBelievable } from '../../domain/timeline/clean.ts';
import type { DecodeOutcome } from '../../application/ports/file-decoder.ts';
import type { DecodeOptions } from './decode-options.ts';
import { foreignKind } from './foreign-files.ts';
import { refusal, tooLarge, tooManyRecordings, type Warning } from './refusal.ts';
import { sniff } from './sniff.ts';

/** Decodes one unpacked file of any kind we read, by its content; archives are for the import job. */
export function decodeFile(bytes: Uint8Array, options: DecodeOptions): DecodeOutcome {
  if (bytes.length > options.limits.maxBytes) return tooLarge(options.limits.maxBytes);
  const sniffed = sniff(bytes);
  if (typeof sniffed === 'object') return bounded(sniffed.decode(bytes, options), options);
  switch (sniffed) {
    case 'empty':
      return refusal('empty', 'The file is empty.');
    case 'zip':
      return refusal('archive', 'This is a zip archive: its files are imported one by one.');
    case 'gzip':
      return refusal('unknown_format', 'This file is compressed twice; only one layer is taken off.');
    case 'profile':
    case 'run':
      return refusal('archive', 'This is a part of an export: import the whole zip archive.');
    case 'apple-health':
    case 'unknown':
      return refusal('unknown_format', foreignKind('', bytes).message);
  }
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
