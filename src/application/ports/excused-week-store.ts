import type { IsoWeek } from '../../domain/units.ts';

export interface ExcusedWeekStore {
  list(athleteId: string): Promise<{ week: IsoWeek; reason: string | null }[]>;
  put(athleteId: string, week: IsoWeek, reason: string | null): Promise<void>;
  remove(athleteId: string, week: IsoWeek): Promise<boolean>;
}
