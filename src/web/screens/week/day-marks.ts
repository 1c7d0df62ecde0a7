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

/** Half an hour a day (T5): what a day box of light activity fills up to. */
const DAILY_SECONDS = 1_800;

/** The seven days of a target. `today` is null for other weeks than the current one. */
export function dayMarksOf(target: TargetJson, report: WeekReportJson, today: string | null): DayMark[] {
  return report.days.map(({ date, sessions, bands }) => {
    const ahead = today !== null && date > today;
    const day = target.days?.find((each) => each.date === date);
    if (day !== undefined) {
      const state = day.met ? 'credited' : day.seconds > 0 ? 'part' : ahead ? 'ahead' : 'none';
      return { date, state, seconds: day.seconds, share: Math.min(1, day.seconds / DAILY_SECONDS) };
    }
    const credit = target.credits.find(({ localDate }) => localDate === date);
    if (credit !== undefined) return { date, state: 'credited', seconds: credit.seconds, share: 1 };
    if (target.id === 'daily_movement') {
      const state = sessions.length > 0 ? 'credited' : ahead ? 'ahead' : 'none';
      return { date, state, seconds: null, share: state === 'credited' ? 1 : 0 };
    }
    const seconds = bands.find(({ id }) => id === target.id)?.seconds ?? 0;
    const refused = target.refusals.some(({ localDate }) => localDate === date) && seconds >= 60;
    return { date, state: refused ? 'part' : ahead ? 'ahead' : 'none', seconds, share: 0 };
  });
}
