import type { IsoWeek } from '../../domain/units.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventPresenter } from '../ports/event-presenter.ts';
import type { ReportSeal } from '../ports/report-seal.ts';
import type { ReportReader, ReportWeek } from '../reports/report-week.ts';
import { hashWeekEvidence, type EvidenceHashes, type HashWeekEvidenceDeps } from './week-evidence-hash.ts';

export const RECEIPT_FORMAT = 'zone-coach.receipt.v1';

/** A week's report that this installation vouches for: anyone can check that nobody has changed it since. */
export interface Receipt {
  readonly format: typeof RECEIPT_FORMAT;
  readonly athleteId: string;
  readonly week: IsoWeek;
  readonly issuedAt: string;
  readonly report: object;
  readonly evidence: EvidenceHashes;
  readonly publicKey: string;
  /** Over the canonical JSON of all the rest. */
  readonly signature: string;
}

export interface IssueReceiptDeps extends HashWeekEvidenceDeps {
  readonly reportWeek: ReportWeek;
  readonly eventPresenter: Pick<EventPresenter, 'week'>;
  readonly reportSeal: ReportSeal;
  readonly clock: Clock;
}

export type IssueReceipt = (input: { athleteId: string; week: IsoWeek } & ReportReader) => Promise<Receipt>;

/** The report as of now in English, with hashes of its evidence, signed (D7). */
export function issueReceipt(deps: IssueReceiptDeps): IssueReceipt {
  return async ({ athleteId, week, since = null }) => {
    const content = {
      format: RECEIPT_FORMAT,
      athleteId,
      week,
      issuedAt: new Date(deps.clock.nowMs()).toISOString(),
      report: deps.eventPresenter.week(await deps.reportWeek({ athleteId, week, since }), 'en'),
      evidence: await hashWeekEvidence(deps, athleteId, week),
      publicKey: deps.reportSeal.publicKey,
    } as const;
    return { ...content, signature: deps.reportSeal.seal(content) };
  };
}
