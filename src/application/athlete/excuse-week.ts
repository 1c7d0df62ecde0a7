import type { IsoWeek } from '../../domain/units.ts';
import type { Stores } from '../ports/stores.ts';

export interface ExcuseWeekDeps {
  readonly stores: Pick<Stores, 'excusedWeeks'>;
}

export type ExcuseWeek = (input: {
  athleteId: string;
  week: IsoWeek;
  reason: string | null;
}) => Promise<void>;

/** Illness or holiday: the week freezes the streaks (T11). Excusing it again replaces the reason. */
export function excuseWeek({ stores }: ExcuseWeekDeps): ExcuseWeek {
  return ({ athleteId, week, reason }) => stores.excusedWeeks.put(athleteId, week, reason);
}
