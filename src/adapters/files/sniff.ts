import { FILE_FORMATS, type FileFormat } from './file-formats.ts';
import { fileStart } from './file-start.ts';
import { isGzip } from './gzip.ts';

/** What a file is: a format of recordings, something around or beside recordings, or nothing that is known. */
export type Sniffed = FileFormat | 'gzip' | 'zip' | 'profile' | 'run' | 'apple-health' | 'empty' | 'unknown';

/** What the bytes are, by their content alone: names and media types lie. The first 4 KiB suffice. */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) return 'empty';
  if (isGzip(bytes)) return 'gzip';
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)) return 'zip';
  const start = fileStart(bytes);
  if (start.text.startsWith('{"format":"zone-coach.export.v')) return 'profile';
  if (start.text.startsWith('{"format":"zone-coach.run.v')) return 'run';
  if (/<!DOCTYPE HealthData|<HealthData[\s>]/.test(start.text)) return 'apple-health';
  return FILE_FORMATS.find((format) => format.matches(start)) ?? 'unknown';
}
