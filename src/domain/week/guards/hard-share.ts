import { note } from '../../note-ids.ts';
import { MINUTE_MS } from '../../units.ts';
import type { RaisedGuard } from './raised-guard.ts';
import type { HardDay } from './hard-time.ts';

const WINDOW_DAYS = 28;
/** The window holds four weeks of at least 120 min of exercise each, on average. */
const LEAST_EXERCISE_MS = 4 * 120 * MINUTE_MS;
const LARGEST_SHARE_PERCENT = 20;

/** More than a fifth of four weeks' exercise is hard: more easy minutes (G3). Judged once, on the last day given. */
export function hardShare(days: readonly HardDay[], index: number): RaisedGuard | null {
  const day = days[index];
  if (day === undefined) return null;
  let hardMs = 0;
  let exerciseMs = 0;
  for (let i = Math.max(0, index - WINDOW_DAYS + 1); i <= index; i++) {
    hardMs += days[i]!.hardMs;
    exerciseMs += days[i]!.exerciseMs;
  }
  if (exerciseMs < LEAST_EXERCISE_MS || 100 * hardMs <= LARGEST_SHARE_PERCENT * exerciseMs) return null;
  const sharePercent = Math.round((100 * hardMs) / exerciseMs);
  const { date } = day;
  const restsFrom = days.find((each, at) => at > index - WINDOW_DAYS && each.exerciseMs > 0)!.date;
  return { rule: 'G3', severity: 'note', date, restsFrom, note: note('guard.hard_share', { sharePercent }) };
}
