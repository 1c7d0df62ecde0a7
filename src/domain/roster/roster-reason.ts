import type { Note } from '../note.ts';
import { DAY_MS } from '../units.ts';
import type { Status } from '../week/week-report.ts';
import { nameValues } from '../words.ts';
import type { RosterWeek } from './roster-week.ts';

/** What somebody may stand in a list of athletes for, who needs a word first (R1). */
export const ROSTER_REASONS = [
  'too_hard',
  'silent',
  'undetermined',
  'missed',
  'behind',
  'on_track',
  'met',
] as const satisfies readonly ('too_hard' | 'silent' | Status)[];

/** Why somebody stands where they stand (R1, R2). */
export interface RosterReason {
  /** Smaller comes first. */
  readonly rank: number;
  readonly kind: (typeof ROSTER_REASONS)[number];
  readonly rule: string;
  readonly note: Note;
}

const SILENT_DAYS = 7;
const HARD_RULES = new Set(['G1', 'G2', 'G3']);

/**
 * Who needs a word first: too hard (G1–G3 beyond a note), silent for seven days, then by the status of the week, worst
 * first; an undetermined week comes before a missed one, because it can be cleared up (R1).
 *
 * @param lastSeenMs The end of the latest session; null where there is none.
 */
export function rosterReason(row: RosterWeek, lastSeenMs: number | null, nowMs: number): RosterReason {
  const hard = row.guards.find(({ rule, severity }) => HARD_RULES.has(rule) && severity !== 'note');
  if (hard !== undefined) return reason('too_hard', hard.rule, hard.note);
  if (lastSeenMs === null) return reason('silent', 'R1', { id: 'roster.never' });
  const days = Math.floor((nowMs - lastSeenMs) / DAY_MS);
  if (days >= SILENT_DAYS) return reason('silent', 'R1', { id: 'roster.silent', values: { days } });
  if (row.excused) return reason(row.status, 'T11', { id: 'roster.excused' });
  const target = row.targets.find(({ status }) => status === row.status);
  if (target === undefined) return reason(row.status, 'T13', { id: 'status.undetermined' });
  const { id, name, credited, minimum } = target;
  const called = name === undefined ? { target: id } : { target: 'named', ...nameValues([name]) };
  return reason(row.status, 'T13', { id: `roster.${row.status}`, values: { ...called, credited, minimum } });
}

function reason(kind: RosterReason['kind'], rule: string, note: Note): RosterReason {
  return { rank: ROSTER_REASONS.indexOf(kind), kind, rule, note };
}
