import type {
  EncodeSession,
  SessionContent,
  SessionFormat,
} from '../../../application/ports/session-encoder.ts';
import { encodeCsv } from './encode-csv.ts';
import { encodeFitActivity } from './encode-fit-activity.ts';
import { encodeTcx } from './encode-tcx.ts';

const ENCODERS: Readonly<Record<SessionFormat, (content: SessionContent) => Uint8Array>> = {
  fit: encodeFitActivity,
  tcx: (content) => new TextEncoder().encode(encodeTcx(content)),
  csv: (content) => new TextEncoder().encode(encodeCsv(content)),
};

export const encodeSession: EncodeSession = (content, format) => ENCODERS[format](content);
