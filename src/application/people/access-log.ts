import { AppError } from '../errors.ts';
import type { LoggedLook, Look } from '../ports/access-log-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';

export interface AccessLogDeps {
  readonly stores: Pick<Stores, 'accessLog'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type RecordLook = (look: Look & { athleteId: string }) => Promise<void>;
export type ReadAccessLog = (input: {
  athleteId: string;
  cursor: string | null;
  limit: number;
}) => Promise<{ items: readonly LoggedLook[]; nextCursor: string | null }>;

/** Writes a look down before its answer leaves (C4). */
export function recordLook({ stores, clock, newId }: AccessLogDeps): RecordLook {
  return (look) => stores.accessLog.record([{ ...look, id: newId() }], clock.nowMs());
}

/** Who has looked (C4), newest first. */
export function readAccessLog({ stores }: Pick<AccessLogDeps, 'stores'>): ReadAccessLog {
  return async ({ athleteId, cursor, limit }) => {
    const before = cursor === null ? null : parseCursor(cursor);
    const found = await stores.accessLog.list(athleteId, { limit: limit + 1, before });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = found.length > limit && last !== undefined ? `${last.firstAtMs}_${last.id}` : null;
    return { items, nextCursor };
  };
}

function parseCursor(cursor: string): { firstAtMs: number; id: string } {
  const [, ms, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (ms === undefined || id === undefined) {
    throw new AppError('invalid_input', 'The cursor is not one of ours.', { field: 'cursor' });
  }
  return { firstAtMs: Number(ms), id };
}
