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
  const changes: ChangedField[] = [];
  compare('', shownOf(before), shownOf(after), changes);
  return changes;
}

/** A report without what nobody is shown: where a guard begins to rest says only to whom it may be told. */
function shownOf(report: WeekReport): object {
  return {
    ...report,
    guards: report.guards.map(({ rule, severity, date, note }) => ({ rule, severity, date, note })),
  };
}

/** Of two values that differ somewhere. */
function compare(path: string, before: unknown, after: unknown, changes: ChangedField[]): void {
  if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(path, before, after, changes);
  } else if (!isRecord(before) || !isRecord(after) || isNote(before) || isNote(after)) {
    changes.push({ path, before: before ?? null, after: after ?? null });
  } else {
    for (const key of keysOf(before, after)) compareUnder(path, key, before[key], after[key], changes);
  }
}

/** Most of a report stays as it is: it is seen to without a path, a name or a list of keys. */
function compareUnder(
  path: string,
  name: string,
  before: unknown,
  after: unknown,
  changes: ChangedField[],
): void {
  if (isSame(before, after)) return;
  compare(path === '' ? name : `${path}.${name}`, before, after, changes);
}

function compareLists(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
  changes: ChangedField[],
): void {
  const names = namesOf(before);
  const others = namesOf(after);
  if (names.length === others.length && names.every((name, index) => name === others[index])) {
    // Most lists name the same things in the same order: days, bands, targets.
    for (let index = 0; index < names.length; index++) {
      compareUnder(path, names[index]!, before[index], after[index], changes);
    }
    return;
  }
  for (const name of new Set([...names, ...others])) {
    // Of an item that is not there: undefined.
    compareUnder(path, name, before[names.indexOf(name)], after[others.indexOf(name)], changes);
  }
}

/** Reports of one shape have the same keys in the same order: the union is made only where they differ. */
function keysOf(before: Fields, after: Fields): readonly string[] {
  const left = Object.keys(before);
  const right = Object.keys(after);
  return left.length === right.length && left.every((key, index) => key === right[index])
    ? left
    : [...new Set([...left, ...right])];
}

/** Loops that make no list of keys: a report has hundreds of values, and a preview of ten years a thousand reports. */
function isSame(before: unknown, after: unknown): boolean {
  if (Object.is(before, after)) return true;
  if (!isRecord(before) || !isRecord(after)) return false;
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

/** Field by field: a loop over their names takes twice as long, and ten years have a million items. */
function nameOf(item: Fields): string | null {
  // Of shifts by the same bpm, another basis than max heart rate is named.
  if (typeof item.restingHeartRateDelta === 'number') return `resting ${item.restingHeartRateDelta}`;
  if (typeof item.thresholdHeartRateDelta === 'number') return `threshold ${item.thresholdHeartRateDelta}`;
  let name = named(null, item.id);
  name = named(name, item.sessionId);
  name = named(name, item.rule);
  name = named(name, item.localDate);
  name = named(name, item.date);
  return named(name, item.maxHeartRateDelta);
}

function named(name: string | null, part: unknown): string | null {
  if (typeof part !== 'string' && typeof part !== 'number') return name;
  return name === null ? String(part) : `${name} ${part}`;
}
