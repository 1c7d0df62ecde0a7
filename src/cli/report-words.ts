import type { Locale } from '../domain/athlete.ts';
import type { TargetId } from '../domain/prescription/prescription.ts';
import type { Status } from '../domain/week/week-report.ts';

/** The terminal table's own words; sentences come rendered from the message catalogue. */
export interface ReportWords {
  readonly week: string;
  readonly columns: readonly [target: string, credited: string, goal: string, status: string, left: string];
  readonly targets: Readonly<Record<TargetId, string>>;
  readonly statuses: Readonly<Record<Status, string>>;
  readonly weekdays: readonly string[];
  readonly inBand: string;
  readonly active: string;
  readonly coverage: string;
  readonly nothing: string;
  readonly why: string;
  readonly plan: string;
  readonly maxHeartRate: string;
}

export const REPORT_WORDS: Readonly<Record<Locale, ReportWords>> = {
  en: {
    week: 'Week',
    columns: ['Target', 'Done', 'Goal', 'Status', 'What is left'],
    targets: {
      zone2: 'Zone 2',
      interval_4x4: '4×4 intervals',
      anti_inflammatory: 'Light daily activity',
      cardio: 'Cardio',
      strength: 'Strength',
      daily_movement: 'Daily movement',
    },
    statuses: {
      met: 'met',
      on_track: 'on track',
      behind: 'behind',
      missed: 'missed',
      undetermined: 'undetermined',
    },
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    inBand: 'Minutes in band',
    active: 'active',
    coverage: 'heart rate known',
    nothing: 'Nothing recorded this week.',
    why: 'Why not',
    plan: 'The days left',
    maxHeartRate: 'Max heart rate',
  },
  da: {
    week: 'Uge',
    columns: ['Mål', 'Opnået', 'Krav', 'Status', 'Hvad mangler'],
    targets: {
      zone2: 'Zone 2',
      interval_4x4: '4×4-intervaller',
      anti_inflammatory: 'Let daglig aktivitet',
      cardio: 'Kondition',
      strength: 'Styrke',
      daily_movement: 'Daglig bevægelse',
    },
    statuses: {
      met: 'nået',
      on_track: 'på vej',
      behind: 'bagud',
      missed: 'ikke nået',
      undetermined: 'uafklaret',
    },
    weekdays: ['man', 'tir', 'ons', 'tor', 'fre', 'lør', 'søn'],
    inBand: 'Minutter i båndet',
    active: 'aktiv',
    coverage: 'puls kendt',
    nothing: 'Intet optaget i denne uge.',
    why: 'Hvorfor ikke',
    plan: 'Dagene, der er tilbage',
    maxHeartRate: 'Makspuls',
  },
};
