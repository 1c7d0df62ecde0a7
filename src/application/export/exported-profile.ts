import type { Athlete } from '../../domain/athlete.ts';
import type { MaxHeartRate } from '../../domain/max-heart-rate/max-heart-rate.ts';
import type { ThresholdHeartRate } from '../../domain/basis/threshold-heart-rate.ts';
import type { ArticleNumbers } from '../../domain/prescription/article.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { Recording } from '../../domain/timeline/recording.ts';
import type { IsoWeek, LocalDate } from '../../domain/units.ts';
import type { RecordingExtra } from '../ports/recording-store.ts';
import type { LoggedSession } from '../ports/session-store.ts';

/** Mark an archive as one of ours, and a file in it as a recording; raised when their layout changes. */
export const EXPORT_FORMAT = 'zone-coach.export.v1';
export const RECORDING_FORMAT = 'zone-coach.recording.v1';

/** What an export says besides the uploaded files and the live recordings; `importProfile` reads it back. */
export interface ExportedProfile {
  readonly format: typeof EXPORT_FORMAT;
  readonly ruleVersion: string;
  readonly athlete: Pick<Athlete, 'name' | 'locale' | 'birthDate' | 'flags' | 'timeZones'>;
  readonly maxHeartRates: readonly MaxHeartRate[];
  /** Left out by exports of before there were any. */
  readonly thresholdHeartRates?: readonly ThresholdHeartRate[];
  readonly prescriptions: readonly (Prescription | NumbersPrescription)[];
  readonly excusedWeeks: readonly { readonly week: IsoWeek; readonly reason: string | null }[];
  readonly restingHeartRates: readonly {
    readonly date: LocalDate;
    readonly bpm: number;
    readonly source: 'guided' | 'entered';
  }[];
  readonly loggedSessions: readonly LoggedSession[];
  readonly uploads: readonly ExportedUpload[];
}

/** A prescription as exports had it before prescriptions were a language. */
export type NumbersPrescription = Pick<Prescription, 'id' | 'validFrom' | 'reason'> & ArticleNumbers;

/** An uploaded file of the archive. */
export interface ExportedUpload {
  readonly path: string;
  readonly fileName: string;
  /** What is left of it: its other recordings were removed by the athlete. */
  readonly recordingIds: readonly string[];
}

/** A live recording as JSON, columns as they are. */
export interface ExportedRecording {
  readonly format: typeof RECORDING_FORMAT;
  readonly facts: Recording['facts'];
  readonly atMs: readonly number[];
  readonly code: readonly number[];
  readonly rrKey: readonly number[] | null;
  readonly rr: NonNullable<RecordingExtra['rr']> | null;
}
