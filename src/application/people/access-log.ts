import { localDateAt } from '../../domain/calendar/local-time.ts';
import type { LocalDate } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { LoggedLook, Look } from '../ports/access-log-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';

export interface AccessLogDeps {
  readonly stores: Pick<Stores, 'accessLog' | 'athletes'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** A look in the athlete's own calendar. */
export interface DatedLook extends LoggedLook {
  /** Of the session that was looked at. */
  readonly sessionDate: LocalDate | null;
}

export type RecordLook = (look: Look & { athleteId: string }) => Promise<void>;
export type ReadAccessLog = (input: {
  athleteId: string;
  cursor: string | null;
  limit: number;
}) => Promise<{ items: readonly DatedLook[]; nextCursor: string | null }>;

/** Writes a look down before its answer leaves (C4). */
export function recordLook({ stores, clock, newId }: AccessLogDeps): RecordLook {
  return (look) => stores.accessLog.record([{ ...look, id: newId() }], clock.nowMs());
}

/** Who has looked (C4), newest first. */
export function readAccessLog({ stores }: Pick<AccessLogDeps, 'stores'>): ReadAccessLog {
  return async ({ athleteId, cursor, limit }) => {
    const before = cursor === null ? null : parseCursor(cursor);
    const [found, athlete] = await Promise.all([
      stores.accessLog.list(athleteId, { limit: limit + 1, before }),
      stores.athletes.find(athleteId),
    ]);
    const zones = athlete?.timeZones ?? [];
    const items = found.slice(0, limit).map((look) => ({
      ...look,
      sessionDate: look.sessionStartMs === null ? null : localDateAt(look.sessionStartMs, zones),
    }));
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
