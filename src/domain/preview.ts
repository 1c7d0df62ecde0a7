import type { Note } from './note.ts';
import type { WeekReport } from './week-report.ts';

/** One value that a report shows and that a change would make another. */
export interface ChangedField {
  /** Path from the report: `targets.zone2.credited`, `days.2026-11-16.bands.zone2.seconds`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Every field in which two reports on one week differ, in the order of the report (M3). Items of lists are matched by
 * what names them (id, date, session, rule), so that one more session shows as one more, not as all others changed.
 * The basis counts: a week judged by another max heart rate has changed even where every number stays.
 */
export function changedFields(before: WeekReport, after: WeekReport): ChangedField[] {
  const changes: ChangedField[] = [];
  compare('', before, after, changes);
  return changes;
}

function compare(path: string, before: unknown, after: unknown, changes: ChangedField[]): void {
  if (isSame(before, after)) return;
  if (isRecord(before) && isRecord(after) && !(isNote(before) && isNote(after))) {
    const left = entriesOf(before);
    const right = entriesOf(after);
    for (const key of new Set([...left.keys(), ...right.keys()])) {
      compare(path === '' ? key : `${path}.${key}`, left.get(key), right.get(key), changes);
    }
    return;
  }
  changes.push({ path, before: before ?? null, after: after ?? null });
}

/** The quick way out: in most weeks of a long history most of the report stays. */
function isSame(before: unknown, after: unknown): boolean {
  if (Object.is(before, after)) return true;
  if (!isRecord(before) || !isRecord(after)) return false;
  const keys = Object.keys(before);
  if (keys.length !== Object.keys(after).length) return false;
  return keys.every((key) => isSame(Reflect.get(before, key), Reflect.get(after, key)));
}

/** A sentence is one thing a reader sees: other numbers in it make it another sentence. */
export function isNote(value: unknown): value is Note {
  if (!isRecord(value) || !('id' in value) || typeof value.id !== 'string') return false;
  return Object.keys(value).every((key) => key === 'id' || key === 'values');
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function entriesOf(value: object): Map<string, unknown> {
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const entries = new Map<string, unknown>();
  value.forEach((item: unknown, index) => {
    const name = isRecord(item) ? nameOf(item) : null;
    entries.set(name === null || entries.has(name) ? String(index) : name, item);
  });
  return entries;
}

function nameOf(item: object): string | null {
  const named = new Map<string, unknown>(Object.entries(item));
  const parts = ['id', 'sessionId', 'rule', 'localDate', 'date', 'maxHeartRateDelta']
    .map((key) => named.get(key))
    .filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.map(String).join(' ');
}
