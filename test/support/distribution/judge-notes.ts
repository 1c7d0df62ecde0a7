import { findKeys, type StatementKeys } from './find-keys.ts';
import { keyFault, type OpenTransaction } from './key-fault.ts';

type Line = string | readonly [connection: number, statement: number, ...values: (string | null)[]];

export interface Judgement {
  readonly faults: readonly string[];
  /** Statements about tables of athletes. */
  readonly judged: number;
}

const BEGINS = /^(begin|start transaction)/i;
const ENDS = /^(commit|end|rollback(?! to))/i;
/** Kysely's Migrator holds this lock: a migration changes all of a table. */
const MIGRATES = 'pg_advisory_lock(3853314791062309107)';
const HAS_MIGRATED = 'pg_advisory_unlock(3853314791062309107)';

/** Per text of the service. */
const keysOf = new Map<string, StatementKeys>();

/** Holds what a process has noted to the key of the tables in `distributed`. */
export function judgeNotes(notes: string, distributed: ReadonlySet<string>): Judgement {
  const texts: string[] = [];
  const transactions = new Map<number, OpenTransaction>();
  const migrating = new Set<number>();
  const faults = new Set<string>();
  let judged = 0;
  // The last line is not whole where the process was killed as it wrote it, and was not sent.
  for (const written of notes.split('\n').slice(0, -1)) {
    const line = JSON.parse(written) as Line;
    if (typeof line === 'string') {
      texts.push(line);
      continue;
    }
    const [connection, number, ...values] = line;
    const text = texts[number]!;
    if (BEGINS.test(text)) transactions.set(connection, { keys: new Set(), texts: new Set() });
    if (ENDS.test(text)) transactions.delete(connection);
    if (text.includes(MIGRATES)) migrating.add(connection);
    if (text.includes(HAS_MIGRATED)) migrating.delete(connection);
    if (migrating.has(connection)) continue;
    const keys = keysOf.get(text) ?? findKeys(text, distributed);
    keysOf.set(text, keys);
    if (keys.tablesWithout.length + keys.sources.length > 0) judged += 1;
    const fault = keyFault(text, values, keys, transactions.get(connection));
    if (fault !== null) faults.add(fault);
  }
  return { faults: [...faults], judged };
}
