import type { Note } from '../note.ts';
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
  return fieldsOf(changedValues(before, after));
}

/** The same as one list, to be written down: path, before and after of a field, then those of the next. */
export function changedValues(before: WeekReport, after: WeekReport): unknown[] {
  const changes: unknown[] = [];
  compare('', shownOf(before), shownOf(after), changes);
  return changes;
}

/** The fields of such a list. */
export function fieldsOf(values: readonly unknown[]): ChangedField[] {
  const fields: ChangedField[] = [];
  for (let at = 0; at < values.length; at += 3) {
    fields.push({ path: values[at] as string, before: values[at + 1], after: values[at + 2] });
  }
  return fields;
}

/** A report without what nobody is shown: where a guard begins to rest says only to whom it may be told. */
function shownOf(report: WeekReport): object {
  return {
    ...report,
    guards: report.guards.map(({ rule, severity, date, note }) => ({ rule, severity, date, note })),
  };
}

/** Of two values that are not the same one. */
function compare(path: string, before: unknown, after: unknown, changes: unknown[]): void {
  if (!isRecord(before) || !isRecord(after) || isNote(before) || isNote(after)) {
    if (!isSame(before, after)) changes.push(path, before ?? null, after ?? null);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(path, before, after, changes);
  } else {
    compareFields(path === '' ? '' : `${path}.`, before, after, changes);
  }
}

/** Those of the one before first, as both have them in one order. */
function compareFields(prefix: string, before: Fields, after: Fields, changes: unknown[]): void {
  let more = 0;
  for (const key in before) {
    const value = before[key];
    const other = after[key];
    if (!Object.is(value, other)) compare(prefix + key, value, other, changes);
    if (other === undefined && !(key in after)) more++;
    more--;
  }
  for (const _key in after) more++;
  if (more === 0) return;
  for (const key in after) if (!(key in before)) compare(prefix + key, undefined, after[key], changes);
}

function compareLists(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
  changes: unknown[],
): void {
  if (before.length === after.length) {
    let index = 0;
    while (index < before.length && isSame(before[index], after[index])) index++;
    if (index === before.length) return;
  }
  const names = namesOf(before);
  const others = namesOf(after);
  if (names.length === others.length && names.every((name, index) => name === others[index])) {
    // Most lists name the same things in the same order: days, bands, targets.
    for (let index = 0; index < names.length; index++) {
      compareItems(path, names[index]!, before[index], after[index], changes);
    }
    return;
  }
  for (const name of new Set([...names, ...others])) {
    // Of an item that is not there: undefined.
    compareItems(path, name, before[names.indexOf(name)], after[others.indexOf(name)], changes);
  }
}

/** Most items stay as they are: that is seen without a path. */
function compareItems(path: string, name: string, before: unknown, after: unknown, changes: unknown[]): void {
  if (!isSame(before, after)) compare(`${path}.${name}`, before, after, changes);
}

/** Loops that make no list of keys: a report has hundreds of values, and a preview of ten years a thousand reports. */
function isSame(before: unknown, after: unknown): boolean {
  if (Object.is(before, after)) return true;
  if (!isRecord(before) || !isRecord(after)) return false;
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return false;
    for (let index = 0; index < before.length; index++) {
      if (!isSame(before[index], after[index])) return false;
    }
    return true;
  }
  let more = 0;
  for (const key in before) {
    if (!isSame(before[key], after[key])) return false;
    more++;
  }
  for (const _key in after) more--;
  return more === 0;
}

/** A sentence is one thing a reader sees: other numbers in it make it another sentence. */
export function isNote(value: unknown): value is Note {
  if (!isRecord(value) || typeof value.id !== 'string') return false;
  for (const key in value) if (key !== 'id' && key !== 'values') return false;
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** What names each item in its list: the index where nothing does, or where another has the name already. */
function namesOf(items: readonly unknown[]): string[] {
  const names: string[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    const name = isRecord(item) ? nameOf(item) : null;
    names.push(name === null || names.includes(name) ? String(index) : name);
  }
  return names;
}

/**
 * Whatever has an id is named by it alone. Field by field, likely ones first: a loop over their names takes twice as long, and
 * ten years have a million items.
 */
function nameOf(item: Fields): string | null {
  const { id, date } = item;
  if (typeof id === 'string') return id;
  if (typeof date === 'string') return typeof item.rule === 'string' ? `${item.rule} ${date}` : date;
  const { sessionId, rule, localDate } = item;
  if (typeof sessionId === 'string') {
    const named = typeof rule === 'string' ? `${sessionId} ${rule}` : sessionId;
    return typeof localDate === 'string' ? `${named} ${localDate}` : named;
  }
  // Of shifts by the same bpm, another basis than max heart rate is named.
  if (typeof item.maxHeartRateDelta === 'number') return String(item.maxHeartRateDelta);
  if (typeof item.restingHeartRateDelta === 'number') return `resting ${item.restingHeartRateDelta}`;
  if (typeof item.thresholdHeartRateDelta === 'number') return `threshold ${item.thresholdHeartRateDelta}`;
  return null;
}
