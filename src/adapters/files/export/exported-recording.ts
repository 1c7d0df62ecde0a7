import type { ExportedRecording } from '../../../application/export/exported-profile.ts';
import { LAST_MS } from '../../../domain/units.ts';

/*
 * Checked by hand and not by a schema: every decoding worker would load the schema library, a third of a second and a
 * third of its smallest heap, for a file that few people ever bring.
 */

/** Whether parsed JSON is a live recording of an export: its columns of one length, in order of time, nothing unknown. */
export function isExportedRecording(value: unknown): value is ExportedRecording {
  if (!isObject(value) || !hasOnly(value, ['format', 'facts', 'atMs', 'code', 'rrKey', 'rr'])) return false;
  const { format, facts, atMs, code, rrKey, rr } = value;
  if (format !== 'zone-coach.recording.v1' || !areFacts(facts)) return false;
  if (!isColumn(atMs, isInstant) || atMs.length === 0) return false;
  const isWhole = (column: unknown, isValue: (each: unknown) => boolean): boolean =>
    isColumn(column, isValue) && column.length === atMs.length;
  return (
    atMs.every((ms, i) => i === 0 || Number(ms) >= Number(atMs[i - 1])) &&
    isWhole(code, (each) => isInteger(each, -3, 32_767)) &&
    (rrKey === null || isWhole(rrKey, (each) => isInteger(each, 0, 4_294_967_295))) &&
    (rr === null || isWhole(rr, isRr))
  );
}

const FACTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: (value) => isText(value, 36) && UUID.test(value),
  kind: (value) => value === 'live',
  sport: isWord,
  subSport: isWord,
  startMs: isInstant,
  endMs: isInstant,
  contentHash: (value) => isText(value, 128),
  simulated: (value) => typeof value === 'boolean',
  multisportId: isWord,
  utcOffsetMinutes: (value) => value === null || isInteger(value, -840, 840),
  device: (value) =>
    value === null ||
    (isObject(value) &&
      hasOnly(value, ['name', 'manufacturer', 'product']) &&
      Object.values(value).every((each) => isText(each, 200))),
  sets: (value) => Array.isArray(value) && value.length === 0,
};
/** Whether a source delivers RR: earlier exports state the fact, which no rule reads. */
const FORMER_FACT = 'deliversRr';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What earlier exports state besides is dropped. */
export function withoutFormerFact(facts: ExportedRecording['facts']): ExportedRecording['facts'] {
  const { [FORMER_FACT]: _, ...rest } = facts as typeof facts & { readonly [FORMER_FACT]?: unknown };
  return rest;
}

function areFacts(value: unknown): boolean {
  if (!isObject(value) || !hasOnly(value, [...Object.keys(FACTS), FORMER_FACT])) return false;
  const isEach = Object.entries(FACTS).every(([name, isValue]) => isValue(value[name]));
  return isEach && Number(value['startMs']) <= Number(value['endMs']);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: object, names: readonly string[]): boolean {
  return Object.keys(value).every((name) => names.includes(name));
}

function isColumn(value: unknown, isValue: (each: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(isValue);
}

function isInstant(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= LAST_MS;
}

function isInteger(value: unknown, lowest: number, highest: number): boolean {
  return Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest;
}

function isRr(value: unknown): boolean {
  return value === null || isColumn(value, (each) => isInteger(each, 0, 65_535));
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && !/\p{Cc}/u.test(value);
}

function isWord(value: unknown): boolean {
  return value === null || isText(value, 100);
}
