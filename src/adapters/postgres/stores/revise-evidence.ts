import { sql, type RawBuilder } from 'kysely';
import type { Executor } from '../database.ts';

/**
 * Gives an athlete's evidence a new revision. Whatever writes sessions or days of all-day monitoring does it first, in
 * the same transaction, so that nothing remembered at an older revision is taken for current.
 */
export async function reviseEvidence(trx: Executor, athleteId: string): Promise<void> {
  await newRevision(athleteId).execute(trx);
}

/** The same as a part of a larger statement. */
export function newRevision(athleteId: string): RawBuilder<unknown> {
  return sql`update athlete set evidence_revision = gen_random_uuid() where athlete_id = ${athleteId}`;
}
