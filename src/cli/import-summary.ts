import Table from 'cli-table3';
import type { ImportCounts, ImportJob } from '../application/ports/import-job-store.ts';
import type { UploadOutcome } from '../application/uploads/store-uploads.ts';

/** Of an upload, or of a file that never became one. Of a job's files the sessions are not looked up. */
export type ImportOutcome = Omit<UploadOutcome, 'id' | 'sha256'> & Partial<UploadOutcome>;

const STATUSES = ['imported', 'partial', 'duplicate', 'rejected'] as const;
/** Above this, only what needs a look is listed file by file. */
const LISTED_WHOLE = 40;

const NAME_CHARACTERS = 38;

/** What became of everything that one command imported. */
export class ImportTally {
  readonly #outcomes: ImportOutcome[] = [];
  readonly #jobs: Pick<ImportJob, 'id' | 'fileName' | 'state'>[] = [];
  readonly #counts = { imported: 0, partial: 0, duplicate: 0, rejected: 0 };

  add(outcome: ImportOutcome): void {
    this.#outcomes.push(outcome);
    this.#counts[outcome.status]++;
  }

  /** A job counts more than its log has lines: the profile of an export is none of its files. */
  addJob({ id, fileName, state, counts }: ImportJob, log: readonly ImportOutcome[]): void {
    this.#jobs.push({ id, fileName, state });
    this.#outcomes.push(...log);
    for (const status of STATUSES) this.#counts[status] += counts[status];
  }

  /** Archives whose job was given up. */
  get failedArchives(): string[] {
    return this.#jobs.filter(({ state }) => state === 'failed').map(({ fileName }) => fileName);
  }

  get allRejected(): boolean {
    const { rejected, ...others } = this.#counts;
    return rejected > 0 && Object.values(others).every((count) => count === 0);
  }

  /** In JSON; a job's id is what `POST /v1/uploads/jobs/{id}/undo` takes. */
  result(): { counts: ImportCounts; uploads: readonly ImportOutcome[]; jobs: readonly object[] } {
    return { counts: this.#counts, uploads: this.#outcomes, jobs: this.#jobs };
  }

  /** A row per file and the counts; of a long import only the files that were not simply imported or known. */
  summary(): string {
    const outcomes = this.#outcomes;
    const listed =
      outcomes.length <= LISTED_WHOLE
        ? outcomes
        : outcomes.filter(({ status }) => status === 'partial' || status === 'rejected');
    const table = new Table({
      head: ['file', 'outcome', 'sessions', 'remark'],
      style: { head: [], border: [] },
      wordWrap: true,
      colWidths: [NAME_CHARACTERS + 2, 11, 10, 50],
    });
    for (const { fileName, status, sessions, warnings, error } of listed) {
      const remarks = error ? [error.message] : warnings.map(({ message }) => message);
      table.push([
        shortened(fileName),
        status,
        sessions.length === 0 ? '' : String(sessions.length),
        remarks.join(' '),
      ]);
    }
    const sentence = this.line();
    return listed.length === 0 ? sentence : `${table.toString()}\n${sentence}`;
  }

  /** The counts in a sentence. */
  line(): string {
    const totals = STATUSES.filter((status) => this.#counts[status] > 0).map(
      (status) => `${this.#counts[status]} ${status}`,
    );
    return totals.length === 0 ? 'Nothing to import.' : `${totals.join(', ')}.`;
  }
}

/** The end of a path says what the file is. */
function shortened(fileName: string): string {
  return fileName.length <= NAME_CHARACTERS ? fileName : `…${fileName.slice(1 - NAME_CHARACTERS)}`;
}
