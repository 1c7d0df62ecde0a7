import Table from 'cli-table3';
import type { UploadOutcome } from '../application/uploads/ingest-upload.ts';

/** Of an upload, or of an archive's entry that never became one. */
export type ImportOutcome = Omit<UploadOutcome, 'id' | 'sha256'> & Partial<UploadOutcome>;

const STATUSES = ['imported', 'partial', 'duplicate', 'rejected'] as const;
/** Above this, only what needs a look is listed file by file. */
const LISTED_WHOLE = 40;

export function importCounts(outcomes: readonly ImportOutcome[]): Record<ImportOutcome['status'], number> {
  const counts = { imported: 0, partial: 0, duplicate: 0, rejected: 0 };
  for (const { status } of outcomes) counts[status]++;
  return counts;
}

/** A row per file and the counts; of a long import only the files that were not simply imported or known. */
export function importSummary(outcomes: readonly ImportOutcome[]): string {
  const listed =
    outcomes.length <= LISTED_WHOLE
      ? outcomes
      : outcomes.filter(({ status }) => status === 'partial' || status === 'rejected');
  const table = new Table({
    head: ['file', 'outcome', 'sessions', 'remark'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [40, 11, 10, 50],
  });
  for (const { fileName, status, sessions, warnings, error } of listed) {
    const remarks = error ? [error.message] : warnings.map(({ message }) => message);
    table.push([fileName, status, sessions.length === 0 ? '' : String(sessions.length), remarks.join(' ')]);
  }
  const counts = importCounts(outcomes);
  const totals = STATUSES.filter((status) => counts[status] > 0).map(
    (status) => `${counts[status]} ${status}`,
  );
  const sentence = outcomes.length === 0 ? 'Nothing to import.' : `${totals.join(', ')}.`;
  return listed.length === 0 ? sentence : `${table.toString()}\n${sentence}`;
}
