import type { LocalDate } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { ReadSessionDeps } from './read-session.ts';
import { sessionViews, type SessionView } from './session-view.ts';

export type ListSessions = (input: {
  athleteId: string;
  from: LocalDate | null;
  to: LocalDate | null;
  cursor: string | null;
  limit: number;
}) => Promise<{ items: SessionView[]; nextCursor: string | null }>;

/** A page of sessions by local start date (from…to inclusive), newest first. */
export function listSessions({ stores }: ReadSessionDeps): ListSessions {
  return async ({ athleteId, from, to, cursor, limit }) => {
    const athlete = await stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const before = cursor === null ? null : parseCursor(cursor);
    const found = await stores.sessions.page(athleteId, { from, to, before, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items: await sessionViews(stores, athlete, items),
      nextCursor: found.length > limit && last !== undefined ? `${last.startMs}_${last.id}` : null,
    };
  };
}

function parseCursor(cursor: string): { startMs: number; id: string } {
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor);
  if (match === null)
    throw new AppError('invalid_input', 'The cursor is not one of ours.', { field: 'cursor' });
  return { startMs: Number(match[1]), id: match[2]! };
}
