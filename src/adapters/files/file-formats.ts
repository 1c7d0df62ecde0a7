import type { DecodeOutcome } from '../../application/ports/file-decoder.ts';
import type { DecodeOptions } from './decode-options.ts';
import { decodeFit } from './fit/decode-fit.ts';
import { decodeTcx } from './tcx/decode-tcx.ts';
import { decodeGpx } from './gpx/decode-gpx.ts';
import { decodeExportedRecording } from './export/decode-recording.ts';
import { decodeActivityFile } from './health/activity-file.ts';
import { decodePolar } from './health/decode-polar.ts';
import { decodeFitbitHeartRate } from './health/decode-fitbit.ts';
import { decodeHeartRateFile } from './health/heart-rate-file.ts';
import { decodeHealthAutoExport } from './health/decode-health-auto-export.ts';
import { decodeOpenWearables } from './health/decode-open-wearables.ts';
import { decodeHcWebhook } from './health/decode-hc-webhook.ts';
import { decodeSamsung } from './health/decode-samsung.ts';
import { isFitHeader } from './fit/frame-parts.ts';
import type { FileStart } from './file-start.ts';

/** A format of recordings. A new one is a decoder and an entry of the list. */
export interface FileFormat {
  readonly id: string;
  /** What its files are called; a folder is searched by them, a file itself is judged by its content alone. */
  readonly endings: readonly string[];
  matches(start: FileStart): boolean;
  decode(bytes: Uint8Array, options: DecodeOptions): DecodeOutcome;
}

const isJson = ({ text }: FileStart, ...marks: readonly RegExp[]): boolean =>
  /^\s*[{[]/.test(text) && marks.every((mark) => mark.test(text));

export const FILE_FORMATS: readonly FileFormat[] = [
  {
    id: 'fit',
    endings: ['.fit'],
    matches: ({ bytes }) => isFitHeader(bytes, 0),
    decode: decodeFit,
  },
  {
    id: 'tcx',
    endings: ['.tcx'],
    matches: ({ root }) => root === 'TrainingCenterDatabase',
    decode: decodeTcx,
  },
  {
    id: 'gpx',
    endings: ['.gpx'],
    matches: ({ root }) => root === 'gpx',
    decode: decodeGpx,
  },
  {
    // A live recording of our own export: the format first, without blanks.
    id: 'recording',
    endings: [],
    matches: ({ text }) => text.startsWith('{"format":"zone-coach.recording.v'),
    decode: decodeExportedRecording,
  },
  {
    id: 'activity',
    endings: [],
    matches: ({ text }) => text.startsWith('{"format":"zone-coach.activity.v1"'),
    decode: decodeActivityFile,
  },
  {
    id: 'heart-rate',
    endings: [],
    matches: ({ text }) => text.startsWith('{"format":"zone-coach.heart-rate.v1"'),
    decode: decodeHeartRateFile,
  },
  {
    id: 'polar',
    endings: [],
    matches: (start) => isJson(start, /"exercises"\s*:/, /"startTime"\s*:/),
    decode: decodePolar,
  },
  {
    id: 'fitbit-heart-rate',
    endings: [],
    matches: (start) => isJson(start, /^\s*\[/, /"dateTime"\s*:/, /"bpm"\s*:/),
    decode: decodeFitbitHeartRate,
  },
  {
    id: 'samsung-health',
    endings: [],
    matches: (start) => isJson(start, /^\s*\[/, /"start_time"\s*:\s*\d{12,}/, /"heart_rate"\s*:/),
    decode: decodeSamsung,
  },
  {
    id: 'health-auto-export',
    endings: [],
    matches: (start) => isJson(start, /^\s*\{\s*"data"\s*:\s*\{\s*"(metrics|workouts)"/),
    decode: decodeHealthAutoExport,
  },
  {
    id: 'open-wearables',
    endings: [],
    matches: (start) => isJson(start, /"sdkVersion"\s*:/, /"data"\s*:/),
    decode: decodeOpenWearables,
  },
  {
    id: 'hc-webhook',
    endings: [],
    matches: (start) => isJson(start, /"app_version"\s*:/, /"timestamp"\s*:/),
    decode: decodeHcWebhook,
  },
];
