import { parseIsoWeek } from '../../domain/calendar/week.ts';
import { RECEIPT_FORMAT, type Receipt } from '../../application/receipts/issue-receipt.ts';

/** Null for what is no receipt. Whether it holds is another question: the signature covers all of it. */
export function readReceipt(text: string): Receipt | null {
  try {
    const receipt = JSON.parse(text) as Partial<Receipt>;
    const isOne =
      receipt.format === RECEIPT_FORMAT &&
      typeof receipt.athleteId === 'string' &&
      typeof receipt.week === 'string' &&
      parseIsoWeek(receipt.week) !== null &&
      typeof receipt.publicKey === 'string' &&
      typeof receipt.signature === 'string' &&
      Array.isArray(receipt.evidence?.sessions) &&
      Array.isArray(receipt.evidence.days);
    return isOne ? (receipt as Receipt) : null;
  } catch {
    return null;
  }
}
