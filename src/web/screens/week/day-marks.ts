import type { Prescription } from '../../../domain/prescription/prescription.ts';
import type { TargetJson, WeekReportJson } from '../../api/contract.ts';

export interface DayMark {
  readonly date: string;
  /** `credited` counted; `part` was done but did not count; `none` nothing for this target; `ahead` not yet. */
  readonly state: 'credited' | 'part' | 'none' | 'ahead';
  /** Seconds that matter to the target on the date, null where seconds say nothing. */
  readonly seconds: number | null;
  /** 0…1 of the day's need, for targets that fill up day by day. */
  readonly share: number;
}

/**
 * The seven days of a target. What a day fills up to is prescribed (T5).
 *
 * @param today Null for other weeks than the current one.
 * @param prescription By which the week was judged.
 */
export function dayMarksOf(
  target: TargetJson,
  report: WeekReportJson,
  today: string | null,
  { targets }: Prescription,
): DayMark[] {
  const { dose, band } = targets.find(({ id }) => id === target.id) ?? {};
  const needSeconds = dose?.unit === 'days' ? dose.seconds.least : Infinity;
  return report.days.map(({ date, sessions, bands }) => {
    const ahead = today !== null && date > today;
    const day = target.days?.find((each) => each.date === date);
    if (day !== undefined) {
      const state = day.met ? 'credited' : day.seconds > 0 ? 'part' : ahead ? 'ahead' : 'none';
      return { date, state, seconds: day.seconds, share: Math.min(1, day.seconds / needSeconds) };
    }
    const credits = target.credits.filter(({ localDate }) => localDate === date);
    if (credits.length > 0) {
      const seconds = credits.reduce((sum, each) => sum + each.seconds, 0);
      return { date, state: 'credited', seconds, share: 1 };
    }
    if (target.id === 'daily_movement') {
      const state = sessions.length > 0 ? 'credited' : ahead ? 'ahead' : 'none';
      return { date, state, seconds: null, share: state === 'credited' ? 1 : 0 };
    }
    const seconds = bands.find(({ id }) => id === band)?.seconds ?? 0;
    const refused = target.refusals.some(({ localDate }) => localDate === date) && seconds >= 60;
    return { date, state: refused ? 'part' : ahead ? 'ahead' : 'none', seconds, share: 0 };
  });
}
