import type { Athlete } from '../../domain/athlete.ts';
import type { MaxHeartRate } from '../../domain/max-heart-rate/max-heart-rate.ts';
import type { ThresholdHeartRate } from '../../domain/basis/threshold-heart-rate.ts';
import type { ArticleNumbers } from '../../domain/prescription/article.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { Span } from '../../domain/timeline/span.ts';
import type { Recording } from '../../domain/timeline/recording.ts';
import type { IsoWeek, LocalDate } from '../../domain/units.ts';
import type { RemovedRun } from '../ports/live-run-store.ts';
import type { StreamFacts } from '../ports/live-store.ts';
import type { RecordingExtra } from '../ports/recording-store.ts';
import type { LoggedSession } from '../ports/session-store.ts';

/** Mark an archive as one of ours, and a file in it as a recording; raised when their layout changes. */
export const EXPORT_FORMAT = 'zone-coach.export.v1';
export const RECORDING_FORMAT = 'zone-coach.recording.v1';
export const RUN_FORMAT = 'zone-coach.run.v1';

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
  /** Live runs that were removed, wholly or in part: they stay removed (L15). Absent in exports of earlier versions. */
  readonly removedRuns?: readonly RemovedRun[];
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

/** A run of which something was set aside (L5): all that was captured of it, to be placed or deleted elsewhere. */
export interface ExportedRun {
  readonly format: typeof RUN_FORMAT;
  readonly sessionId: string;
  readonly facts: StreamFacts;
  readonly removedSpans: readonly Span[];
  /** By number, ascending. */
  readonly items: readonly ExportedItem[];
  /** Numbers that were received and hold nothing, both ends inclusive. */
  readonly skipped: readonly (readonly [from: number, to: number])[];
}

/** One captured item; `atMs` is null where it had no instant. */
export interface ExportedItem {
  readonly seq: number;
  readonly atMs: number | null;
  readonly code: number;
  readonly rr: readonly number[] | null;
  readonly contact: boolean | null;
  readonly setAside: boolean;
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
