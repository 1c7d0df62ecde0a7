import { fileTooLarge } from '../../application/uploads/file-too-large.ts';

/** Why a file is not taken, as a closed list; each comes with a sentence for a person. */
export const REFUSAL_CODES = [
  'empty',
  'unknown_format',
  'unreadable',
  'no_activity',
  'not_an_activity',
  'clock_not_set',
  'too_large',
  'too_many_messages',
  'too_slow',
  'too_much_memory',
  'archive',
  'not_a_recording',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly message: string;
}

export function refusal(code: RefusalCode, message: string): Refusal {
  return { ok: false, code, message };
}

export function tooLarge(limitBytes: number): Refusal {
  return { ok: false, ...fileTooLarge(limitBytes) };
}

export function tooManyRecordings(limit: number): Refusal {
  return refusal('too_many_messages', `The file holds more than ${limit} recordings.`);
}

/** What was read around or left out; the file is taken all the same. */
export interface Warning {
  readonly code: (typeof WARNING_CODES)[number];
  readonly message: string;
}

export const WARNING_CODES = [
  'checksum',
  'unclosed',
  'size',
  'truncated',
  'corrupt',
  'stray',
  'records_without_time',
  'clock_not_set',
  'timer_outvoted',
  'zone_assumed',
  'heart_rate_unreadable',
  'no_heart_rate',
] as const;

/** Warnings of what was read otherwise than written, and lost nothing. */
const LOSSLESS: ReadonlySet<Warning['code']> = new Set(['timer_outvoted', 'zone_assumed', 'no_heart_rate']);

/** Whether something that the file holds could not be read. */
export function isPartial(warnings: readonly Warning[]): boolean {
  return warnings.some(({ code }) => !LOSSLESS.has(code));
}
