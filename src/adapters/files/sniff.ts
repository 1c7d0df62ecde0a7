import { isFitHeader } from './fit/frame-parts.ts';

export type FileFormat =
  'fit' | 'tcx' | 'gpx' | 'gzip' | 'zip' | 'recording' | 'profile' | 'empty' | 'unknown';

/** Enough for an XML prolog with comments before the root element. */
const PROLOG_BYTES = 4_096;
const ROOT_ELEMENT = /<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]/;

/** How the JSON files of our own export begin: the format first, without blanks. */
const EXPORTED_RECORDING = new TextEncoder().encode('{"format":"zone-coach.recording.v');
const EXPORTED_PROFILE = new TextEncoder().encode('{"format":"zone-coach.export.v');

/** What the bytes are, by their content alone: names and media types lie. The first 4 KiB suffice. */
export function sniffFormat(bytes: Uint8Array): FileFormat {
  if (bytes.length === 0) return 'empty';
  if (isFitHeader(bytes, 0)) return 'fit';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)) return 'zip';
  if (startsWith(bytes, EXPORTED_RECORDING)) return 'recording';
  if (startsWith(bytes, EXPORTED_PROFILE)) return 'profile';
  const prolog = new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, PROLOG_BYTES));
  const root = ROOT_ELEMENT.exec(prolog.replace(/<!--[\s\S]*?-->/g, ''))?.[1];
  if (root === 'TrainingCenterDatabase') return 'tcx';
  if (root === 'gpx') return 'gpx';
  return 'unknown';
}

/** Encoding of an XML file by its byte-order mark or the zeros of UTF-16; else UTF-8. */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0x3c && bytes[1] === 0)) return 'utf-16le';
  if ((bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[1] === 0x3c)) return 'utf-16be';
  return 'utf-8';
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}
