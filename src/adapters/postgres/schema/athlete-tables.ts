import type { Generated } from 'kysely';
import type { RestingSource } from '../../../application/ports/resting-heart-rate-store.ts';
import type { AthleteFlag, Locale } from '../../../domain/athlete.ts';
import type { MaxHeartRateSource } from '../../../domain/max-heart-rate/max-heart-rate.ts';
import type { ThresholdSource } from '../../../domain/basis/threshold-heart-rate.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import type { ProposedPrescription } from '../../../application/ports/proposed-prescription-store.ts';
import type { CoachAuthor } from '../../../application/ports/coach-author.ts';
import type { IsoWeek, LocalDate } from '../../../domain/units.ts';
import type { Json, OfAthlete } from './columns.ts';

/** Who an athlete is, by which basis and prescription. */
export interface AthleteTables {
  athlete: AthleteTable;
  athlete_time_zone: AthleteTimeZoneTable;
  max_heart_rate: MaxHeartRateTable;
  threshold_heart_rate: ThresholdHeartRateTable;
  resting_heart_rate: RestingHeartRateTable;
  prescription: PrescriptionTable;
  declined_prescription: DeclinedPrescriptionTable;
  proposed_prescription: ProposedPrescriptionTable;
  excused_week: ExcusedWeekTable;
}

interface AthleteTable extends OfAthlete {
  name: string;
  locale: Locale;
  birth_date: LocalDate | null;
  flags: AthleteFlag[];
  owner_user_id: string | null;
  created_at: Generated<Date>;
  evidence_revision: Generated<string>;
}

interface AthleteTimeZoneTable extends OfAthlete {
  valid_from: LocalDate;
  time_zone: string;
}

interface MaxHeartRateTable extends OfAthlete {
  id: string;
  bpm: number;
  source: MaxHeartRateSource;
  valid_from: LocalDate;
  method: string | null;
  created_at: Date;
}

interface ThresholdHeartRateTable extends OfAthlete {
  id: string;
  bpm: number;
  source: ThresholdSource;
  valid_from: LocalDate;
  method: string | null;
  created_at: Date;
}

interface RestingHeartRateTable extends OfAthlete {
  date: LocalDate;
  source: RestingSource;
  /** The upload that brought the value, or '' for one entered or measured here. */
  origin: string;
  bpm: number;
  recorded_at: Generated<Date>;
}

interface PrescriptionTable extends OfAthlete {
  id: string;
  valid_from: LocalDate;
  reason: string | null;
  content: Json<Omit<Prescription, 'id' | 'validFrom' | 'reason'>>;
  created_at: Date;
}

interface DeclinedPrescriptionTable extends OfAthlete {
  id: string;
  valid_from: LocalDate;
  reason: string | null;
  content: Json<Omit<Prescription, 'id' | 'validFrom' | 'reason'>>;
  created_at: Date;
  declined_at: Date;
  decline_reason: string | null;
}

interface ProposedPrescriptionTable extends OfAthlete {
  id: string;
  valid_from: LocalDate;
  author: Json<CoachAuthor> | null;
  reason: string | null;
  targets: Json<ProposedPrescription['targets']>;
  unread: Json<ProposedPrescription['unread']>;
  created_at: Date;
}

interface ExcusedWeekTable extends OfAthlete {
  week: IsoWeek;
  reason: string | null;
}
