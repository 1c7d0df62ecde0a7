import { Type, type TSchema } from 'typebox';
import { localDate, text } from './formats.ts';
import { strict } from './schema.ts';

interface Limits {
  readonly minimum: number;
  readonly maximum: number;
}

interface DatedHeartRate<Source extends string> {
  readonly id: string;
  readonly bpm: number;
  readonly source: Source;
  readonly validFrom: string;
  readonly method: string | null;
  readonly createdAtMs: number;
}

/**
 * The body that gives or previews a heart rate, valid from a date. A preview takes a `previewId` and ignores it, so that
 * one body serves preview and confirmation.
 */
export function newDatedHeartRate<Source extends TSchema>(limits: Limits, source: Source) {
  return strict({
    bpm: Type.Integer({ ...limits }),
    source,
    validFrom: localDate(),
    method: Type.Optional(text(100)),
    previewId: Type.Optional(text(100)),
  });
}

/** One as it is answered. */
export function datedHeartRate<Source extends TSchema>(source: Source) {
  return strict({
    id: Type.String(),
    bpm: Type.Integer(),
    source,
    validFrom: Type.String(),
    method: Type.Optional(Type.String()),
    createdAt: Type.String(),
  });
}

export function presentDatedHeartRate<Source extends string>(each: DatedHeartRate<Source>) {
  const { id, bpm, source, validFrom, method, createdAtMs } = each;
  const createdAt = new Date(createdAtMs).toISOString();
  return { id, bpm, source, validFrom, ...(method === null ? {} : { method }), createdAt };
}
