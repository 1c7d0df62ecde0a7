import type { ImportJobJson } from '../../api/contract.ts';

/** How far a job is, from 0 to 1: of the list that it reads, else of its entries; null when nobody knows. */
export function shareDone({ scan, done, total }: ImportJobJson): number | null {
  if (scan !== undefined) return scan.doneBytes / scan.totalBytes;
  return total === 0 ? null : done / total;
}
