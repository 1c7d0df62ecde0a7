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
  compare('', before, after, changes);
  return changes;
}

function compare(path: string, before: unknown, after: unknown, changes: ChangedField[]): void {
  if (Object.is(before, after)) return;
  if (!isRecord(before) || !isRecord(after) || isNote(before) || isNote(after)) {
    if (!isSame(before, after)) changes.push({ path, before: before ?? null, after: after ?? null });
  } else if (Array.isArray(before) || Array.isArray(after)) {
    if (!isSame(before, after)) compareEntries(path, itemsOf(before), itemsOf(after), changes);
  } else {
    for (const key of keysOf(before, after)) {
      const own = path === '' ? key : `${path}.${key}`;
      compare(own, Reflect.get(before, key), Reflect.get(after, key), changes);
    }
  }
}

function compareEntries(
  path: string,
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
  changes: ChangedField[],
): void {
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    compare(`${path}.${key}`, before.get(key), after.get(key), changes);
  }
}

const NAMING_KEYS = ['id', 'sessionId', 'rule', 'localDate', 'date', 'maxHeartRateDelta'];
/** Of shifts by the same bpm, another basis than max heart rate is named: `resting -3`. */
const SHIFTED_BASES = { restingHeartRateDelta: 'resting', thresholdHeartRateDelta: 'threshold' } as const;

/** Reports of one shape have the same keys in the same order: the union is made only where they differ. */
function keysOf(before: object, after: object): readonly string[] {
  const left = Object.keys(before);
  const right = Object.keys(after);
  return left.length === right.length && left.every((key, index) => key === right[index])
    ? left
    : [...new Set([...left, ...right])];
}

/** The quick way out: most lists of most weeks stay as they are. */
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

function itemsOf(value: object): Map<string, unknown> {
  const entries = new Map<string, unknown>();
  Object.values(value).forEach((item: unknown, index) => {
    const name = isRecord(item) ? nameOf(item) : null;
    entries.set(name === null || entries.has(name) ? String(index) : name, item);
  });
  return entries;
}

function nameOf(item: object): string | null {
  let name: string | null = null;
  for (const key of NAMING_KEYS) {
    const part: unknown = Reflect.get(item, key);
    if (typeof part !== 'string' && typeof part !== 'number') continue;
    name = name === null ? `${part}` : `${name} ${part}`;
  }
  for (const [key, basis] of Object.entries(SHIFTED_BASES)) {
    const deltaBpm: unknown = Reflect.get(item, key);
    if (typeof deltaBpm === 'number') return `${basis} ${deltaBpm}`;
  }
  return name;
}
