import type { AddMaxHeartRate } from '../application/athlete/add-max-heart-rate.ts';
import type { CancelImportJob } from '../application/jobs/cancel-import-job.ts';
import type { ReadImportJob } from '../application/jobs/read-import-job.ts';
import type { RunImportJob } from '../application/jobs/run-import-job.ts';
import type { ImportArchive } from '../application/uploads/import-archive.ts';
import type { ListUploads } from '../application/uploads/list-uploads.ts';
import type { CreateInlet } from '../application/inlets/create-inlet.ts';
import type { RevokeInlet } from '../application/inlets/revoke-inlet.ts';
import type { CreateDemoClinic, RemoveDemoClinic } from '../application/people/demo-clinic.ts';
import type { CreateInvitation } from '../application/people/create-invitation.ts';
import type { CreateAthlete } from '../application/athlete/create-athlete.ts';
import type { IngestUpload } from '../application/uploads/ingest-upload.ts';
import type { IssueDeviceToken } from '../application/devices/issue-device-token.ts';
import type { CompareReceipt } from '../application/receipts/compare-receipt.ts';
import type { ReadAthlete } from '../application/athlete/read-athlete.ts';
import type { Recompute } from '../application/sessions/recompute.ts';
import type { ReportWeek } from '../application/reports/report-week.ts';
import type { RevokeDevice } from '../application/devices/revoke-device.ts';

/** What a command may touch of the world; the tests give another one than the process does. */
export interface CliContext {
  /** Connects to the installation that the environment names, starting its database where nobody has. */
  open(): Promise<CliService>;
  /** The whole service, listening; `port` overrides the configured one. */
  serve(options?: { port: number }): Promise<CliServer>;
  /** Writes to the standard output, as given. */
  out(text: string): void;
  /** Writes to the standard error: progress and failures, never results. */
  err(text: string): void;
  readonly isTty: boolean;
  /** Whether a person reads the standard output, rather than a file or a log. */
  readonly isInteractive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  nowMs(): number;
  /** Aborted by Ctrl-C: a command finishes what it holds and stops. */
  readonly signal: AbortSignal;
}

/** The service without its network side. */
export interface CliService {
  readonly verbs: {
    readonly createAthlete: CreateAthlete;
    readonly addMaxHeartRate: AddMaxHeartRate;
    readonly readAthlete: ReadAthlete;
    readonly issueDeviceToken: IssueDeviceToken;
    readonly revokeDevice: RevokeDevice;
    readonly createInlet: CreateInlet;
    readonly revokeInlet: RevokeInlet;
    readonly createInvitation: CreateInvitation;
    readonly createDemoClinic: CreateDemoClinic;
    readonly removeDemoClinic: RemoveDemoClinic;
    readonly ingestUpload: IngestUpload;
    readonly importArchive: ImportArchive;
    readonly readImportJob: ReadImportJob;
    readonly runImportJob: RunImportJob;
    readonly cancelImportJob: CancelImportJob;
    readonly listUploads: ListUploads;
    readonly reportWeek: ReportWeek;
    readonly compareReceipt: CompareReceipt;
    readonly recompute: Recompute;
    /** A zip that can be imported again, in pieces. */
    readonly exportAthlete: (input: { athleteId: string }) => AsyncIterable<Uint8Array>;
  };
  readonly database: {
    /** Names of the migrations that opening applied. */
    readonly applied: readonly string[];
    backup(path: string): Promise<void>;
    restore(path: string): Promise<void>;
    /** Names of the tables that lie with their athlete now, and of those that are whole on every node. */
    distribute(): Promise<{ readonly distributed: readonly string[]; readonly copied: readonly string[] }>;
  };
  /** All athletes of this installation: the operator's view, for operator commands only. */
  listAthleteIds(): Promise<readonly string[]>;
  /** Those of the demo clinic: nobody means them without naming them. */
  listDemoAthleteIds(): Promise<readonly string[]>;
  createSignInLink(): Promise<string>;
  /** Where people reach the installation, without a trailing slash. */
  readonly publicUrl: string;
  close(): Promise<void>;
}

export interface CliServer {
  /** Where people reach it: `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Signs the first visitor in, once. */
  readonly signInLink: string;
  close(): Promise<void>;
}
