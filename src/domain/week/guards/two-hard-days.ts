import { note } from '../../note-ids.ts';
import type { Guard } from '../week-report.ts';
import type { HardDay } from './hard-time.ts';

/** Two hard days in a row: make tomorrow easy (G1). `index` is the second of them. */
export function twoHardDays(days: readonly HardDay[], index: number): Guard | null {
  const day = days[index];
  if (day === undefined || !day.isHard || days[index - 1]?.isHard !== true) return null;
  return { rule: 'G1', severity: 'note', date: day.date, note: note('guard.two_hard_days') };
}
