import { note } from '../../note-ids.ts';
import { MINUTE_MS } from '../../units.ts';
import type { RaisedGuard } from './raised-guard.ts';
import type { HardDay } from './hard-time.ts';

const WINDOW_DAYS = 7;
const NOTE_ABOVE_MS = 60 * MINUTE_MS;
const CAUTION_ABOVE_MS = 90 * MINUTE_MS;
const STRONG_FROM_MS = 150 * MINUTE_MS;

/** Hard time of the seven days to `index`. */
export function hardMsOfSevenDays(days: readonly HardDay[], index: number): number {
  let ms = 0;
  for (let i = Math.max(0, index - WINDOW_DAYS + 1); i <= index; i++) ms += days[i]?.hardMs ?? 0;
  return ms;
}

/**
 * Much hard time in seven days: above 60 min a note, above 90 a caution, from 150 on a strong one (G2). Raised on days
 * that added to it, not on the quiet ones after.
 */
export function hardWeek(days: readonly HardDay[], index: number): RaisedGuard | null {
  const day = days[index];
  if (day === undefined || day.hardMs === 0) return null;
  const ms = hardMsOfSevenDays(days, index);
  if (ms <= NOTE_ABOVE_MS) return null;
  const severity = ms >= STRONG_FROM_MS ? 'strong' : ms > CAUTION_ABOVE_MS ? 'caution' : 'note';
  const values = { minutes: Math.floor(ms / MINUTE_MS) };
  const { date } = day;
  const restsFrom = days.find((each, at) => at > index - WINDOW_DAYS && each.hardMs > 0)!.date;
  return { rule: 'G2', severity, date, restsFrom, note: note(`guard.hard_week_${severity}`, values) };
}
