import { note } from '../../note-ids.ts';
import type { RaisedGuard } from './raised-guard.ts';
import type { HardDay } from './hard-time.ts';

/** Two hard days in a row: make tomorrow easy (G1). `index` is the second of them. */
export function twoHardDays(days: readonly HardDay[], index: number): RaisedGuard | null {
  const day = days[index];
  const before = days[index - 1];
  if (day === undefined || !day.isHard || before?.isHard !== true) return null;
  const { date } = day;
  return { rule: 'G1', severity: 'note', date, restsFrom: before.date, note: note('guard.two_hard_days') };
}
