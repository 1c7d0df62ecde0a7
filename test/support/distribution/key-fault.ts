import type { StatementKeys } from './find-keys.ts';
import { STATEMENTS_ACROSS_ATHLETES, TRANSACTIONS_ACROSS_ATHLETES } from './statements-across-athletes.ts';

/** Keys that the statements of an open transaction were about. */
export interface OpenTransaction {
  readonly keys: Set<string>;
  readonly texts: Set<string>;
}

/** Why several nodes would have to work together for this execution; null where one does, or there is a reason. */
export function keyFault(
  text: string,
  values: readonly unknown[],
  { tablesWithout, sources }: StatementKeys,
  transaction: OpenTransaction | undefined,
): string | null {
  const line = text.replace(/\s+/g, ' ').trim();
  if (STATEMENTS_ACROSS_ATHLETES.some(({ statement }) => statement.test(line))) return null;
  if (tablesWithout.length > 0) return `${tablesWithout.join(', ')} without the athlete's key: ${line}`;
  const keys = new Set(
    sources
      .map((source) => (typeof source === 'number' ? values[source - 1] : source))
      .filter((value) => value !== null && value !== undefined)
      .map(String),
  );
  if (keys.size > 1) return `rows of ${keys.size} athletes joined in one statement: ${line}`;
  if (transaction === undefined) return null;
  for (const key of keys) transaction.keys.add(key);
  if (keys.size > 0) transaction.texts.add(line);
  if (transaction.keys.size < 2) return null;
  const isAllowed = TRANSACTIONS_ACROSS_ATHLETES.some(({ statement }) =>
    [...transaction.texts].some((each) => statement.test(each)),
  );
  return isAllowed
    ? null
    : `rows of several athletes in one transaction: ${[...transaction.texts].join(' | ')}`;
}
