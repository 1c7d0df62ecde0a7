import { Type, type Static } from 'typebox';
import type { LocalDate } from '../../../domain/units.ts';
import { instant, localDate } from './formats.ts';
import { pageQuery, strict } from './schema.ts';

export const accessLogQuery = strict(pageQuery);

const look = strict({
  at: instant(),
  lastAt: instant(),
  /** Repeated looks within ten minutes. */
  count: Type.Integer({ minimum: 1 }),
  who: strict({
    name: Type.String(),
    clinic: Type.Optional(Type.String()),
    /** The application that looked for them, at what they may see and it was given. */
    application: Type.Optional(Type.String()),
  }),
  what: Type.String(),
  week: Type.Optional(Type.String()),
  sessionId: Type.Optional(Type.String()),
  /** Its local date, as long as the session is there. */
  sessionDate: Type.Optional(localDate()),
  grantId: Type.String(),
});

export const accessLogSchema = strict({
  items: Type.Array(look),
  nextCursor: Type.Optional(Type.String()),
});

export function presentLook(logged: {
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly count: number;
  readonly who: { readonly name: string; readonly clinicName: string | null; readonly application?: string };
  readonly what: string;
  readonly week: string | null;
  readonly sessionId: string | null;
  readonly sessionDate: LocalDate | null;
  readonly grantId: string;
}): Static<typeof look> {
  const { who, week, sessionId, sessionDate } = logged;
  return {
    at: new Date(logged.firstAtMs).toISOString(),
    lastAt: new Date(logged.lastAtMs).toISOString(),
    count: logged.count,
    who: {
      name: who.name,
      ...(who.clinicName !== null && { clinic: who.clinicName }),
      ...(who.application !== undefined && { application: who.application }),
    },
    what: logged.what,
    ...(week === null ? {} : { week }),
    ...(sessionId === null ? {} : { sessionId }),
    ...(sessionDate === null ? {} : { sessionDate }),
    grantId: logged.grantId,
  };
}
