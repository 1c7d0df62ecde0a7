import type { Receipt } from './issue-receipt.ts';
import { hashWeekEvidence, type HashWeekEvidenceDeps } from './week-evidence-hash.ts';

export interface ReceiptDifference {
  readonly week: string;
  readonly what: 'evidence_changed' | 'session_gone' | 'session_new' | 'day_changed';
  /** Null for a day of all-day monitoring. */
  readonly sessionId: string | null;
  readonly date: string;
}

export type CompareReceipt = (input: { receipt: Receipt }) => Promise<readonly ReceiptDifference[]>;

/** Which sessions and days of a receipt's week are not in the database as they were when it was issued (D7). */
export function compareReceipt(deps: HashWeekEvidenceDeps): CompareReceipt {
  return async ({ receipt: { athleteId, week, evidence: then } }) => {
    const now = await hashWeekEvidence(deps, athleteId, week);
    const differences: ReceiptDifference[] = [];
    const add = (what: ReceiptDifference['what'], sessionId: string | null, date: string): void => {
      differences.push({ week, what, sessionId, date });
    };
    for (const { id, localDate, sha256 } of then.sessions) {
      const found = now.sessions.find((each) => each.id === id);
      if (found === undefined) add('session_gone', id, localDate);
      else if (found.sha256 !== sha256) add('evidence_changed', id, localDate);
    }
    for (const { id, localDate } of now.sessions) {
      if (!then.sessions.some((each) => each.id === id)) add('session_new', id, localDate);
    }
    const dates = new Set([...then.days, ...now.days].map(({ date }) => date));
    for (const date of [...dates].toSorted()) {
      const [before, after] = [then, now].map(({ days }) => days.find((each) => each.date === date)?.sha256);
      if (before !== after) add('day_changed', null, date);
    }
    return differences;
  };
}
