import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { MaxHeartRatePreviewJson, StatusJson } from '../api/contract.ts';
import { clock, shortDate } from '../language/format.ts';
import { words } from '../language/language.ts';
import { nameOf } from '../language/names.ts';

type Change = MaxHeartRatePreviewJson['weeks'][number]['changes'][number];

/** One changed field of a report, readable: what it is, and both values as a report shows them. */
export interface ReadableChange {
  /** Whether it is a verdict, or one of the numbers behind one. */
  readonly isVerdict: boolean;
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** Every field that a preview names by its path in the report (M3), in words; of a drafted prescription by its names. */
export function readableChange({ path, before, after }: Change, drafted?: Prescription): ReadableChange {
  const parts = path.split('.');
  const field = parts.at(-1) ?? path;
  return {
    isVerdict: /^status$|^targets\.[\w-]+(\.(status|credited|streakWeeks))?$/.test(path),
    what: whatOf(path, parts, field, (id) => titleOf(id, drafted)),
    before: valueOf(field, before),
    after: valueOf(field, after),
  };
}

function whatOf(
  path: string,
  parts: readonly string[],
  field: string,
  titled: (id: string) => string,
): string {
  const t = words.value;
  const c = t.changes;
  const [section, name = ''] = parts;
  const date = dateIn(path);
  const on = date === null ? '' : `, ${shortDate(date)}`;
  const fieldName = c.fields[field];
  switch (section) {
    case 'status':
      return c.week;
    case 'targets': {
      const target = titled(name);
      if (parts.length === 2) return target;
      const list = parts[2] ?? '';
      if (list === 'robustness') return `${target}, ${shiftIn(parts[3] ?? '')}`;
      return `${target}${on}: ${c.lists[list] ?? fieldName ?? field}`;
    }
    case 'cells':
      return t.cells[name] ?? `${name} bpm`;
    case 'bands':
      return `${titled(name)}: ${fieldName ?? field}`;
    case 'days': {
      const band = parts[3] ?? '';
      return `${band === '' ? c.sessions : titled(band)}${on}`;
    }
    case 'intervalQuality':
      return `${t.targets.interval_4x4.title}${on}: ${fieldName ?? c.lists['credits']!}`;
    default:
      return `${c.sections[section ?? ''] ?? path}${on}`;
  }
}

/** As the draft calls it; what the draft has no more, as the prescription in force does. */
function titleOf(id: string, drafted?: Prescription): string {
  const isDrafted = [...(drafted?.targets ?? []), ...(drafted?.bands ?? [])].some((each) => each.id === id);
  return nameOf(id, isDrafted ? drafted : undefined).title;
}

/** `-5` of max heart rate, `resting -3`. */
function shiftIn(name: string): string {
  const { offBy } = words.value.changes;
  const [, basis, deltaBpm] = /^(?:(resting|threshold) )?(-?\d+)$/.exec(name) ?? [];
  const of = basis === 'resting' || basis === 'threshold' ? basis : 'max';
  return offBy[of]({ delta: signed(Number(deltaBpm)) });
}

/** The local date that names an item of a list, alone or behind its session's id. */
function dateIn(path: string): string | null {
  return /(?:^|[ .])(\d{4}-\d\d-\d\d)(?:\.|$)/.exec(path)?.[1] ?? null;
}

function valueOf(field: string, value: unknown): string {
  const { status, changes } = words.value;
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? changes.yes : changes.no;
  if (typeof value === 'number') return /seconds$/i.test(field) ? clock(value) : String(value);
  if (typeof value === 'string') return field === 'status' ? status[value as StatusJson] : value;
  return ofItem(value as Readonly<Record<string, unknown>>);
}

/** A whole item that came or went, by what a reader sees of it. */
function ofItem(item: Readonly<Record<string, unknown>>): string {
  for (const field of ['text', 'status', 'bpm', 'credited', 'seconds', 'effortSeconds']) {
    const value = item[field];
    if (value !== undefined && value !== null) return valueOf(field, value);
  }
  return '•';
}

function signed(delta: number): string {
  return `${delta > 0 ? '+' : '−'}${Math.abs(delta)}`;
}
