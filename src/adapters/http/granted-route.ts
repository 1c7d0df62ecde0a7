import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import type { IsoWeek, LocalDate } from '../../domain/units.ts';
import { AppError } from '../../application/errors.ts';
import { ownThroughApplication } from '../../application/people/own-through-application.ts';
import type { RecordLook } from '../../application/people/access-log.ts';
import type { SessionDate } from '../../application/sessions/session-date.ts';
import type { LookedAt } from '../../application/ports/access-log-store.ts';
import type { GrantScope } from '../../domain/consent-scopes.ts';

/** How a grant opens a route (C1), what the access log calls a look by it (C4), and how far back it reaches (C6). */
export interface GrantedRoute {
  readonly anyOf: readonly GrantScope[];
  readonly what: LookedAt;
  readonly bounds: keyof typeof BOUNDS | 'none';
}

interface Inputs {
  readonly params: { readonly id?: string; readonly isoWeek?: IsoWeek; readonly date?: LocalDate };
  /** Bounds may be drawn in: the handler reads what is left. */
  readonly query: { from?: LocalDate | IsoWeek; readonly to?: LocalDate | IsoWeek };
  readonly body: { readonly validFrom?: LocalDate } | null | undefined;
}

export interface GrantedRouteDeps {
  readonly recordLook: RecordLook;
  readonly sessionDate: SessionDate;
}

/**
 * What came before a grant is not seen by it, unless it says so. One day, week or session of before is refused; of a range
 * is shown what comes after. A week counts as a whole: the one in which the grant begins is seen.
 */
const BOUNDS = {
  week: ({ params }: Inputs, since: LocalDate) => params.isoWeek! >= isoWeekOf(since),
  date: ({ params }: Inputs, since: LocalDate) => params.date! >= since,
  validFrom: ({ body }: Inputs, since: LocalDate) => body?.validFrom !== undefined && body.validFrom >= since,
  weeks: ({ query }: Inputs, since: LocalDate) => drawIn(query, isoWeekOf(since)),
  sessions: ({ query }: Inputs, since: LocalDate) => drawIn(query, since),
  session: async ({ params }: Inputs, since: LocalDate, dateOf: (id: string) => Promise<LocalDate | null>) =>
    ((await dateOf(params.id!)) ?? since) >= since,
} as const;

function drawIn(query: Inputs['query'], since: LocalDate | IsoWeek): boolean {
  if (query.from === undefined || query.from < since) query.from = since;
  return query.to === undefined || query.to >= since;
}

/** Bounds what a grant opens, and writes down every look by one, or by an application, before its answer leaves. */
export function boundGrantedRoutes(scope: FastifyInstance, deps: GrantedRouteDeps): void {
  scope.addHook('preHandler', async (request) => {
    const opened = openedBy(request);
    if (opened === null) return;
    const { athleteId, since, bounds } = opened;
    if (since === null || bounds === 'none') return;
    const dateOf = (id: string): Promise<LocalDate | null> => deps.sessionDate({ athleteId, id });
    // Checked by the route's schemas; a bound reads only what its route has.
    if (!(await BOUNDS[bounds](request as unknown as Inputs, since, dateOf))) {
      throw new AppError('not_allowed', 'This is from before the grant.');
    }
  });
  scope.addHook('onSend', async (request, reply) => {
    const opened = openedBy(request);
    if (opened === null || reply.statusCode >= 300) return;
    const { athleteId, who, grantId, what } = opened;
    const { params } = request as unknown as Inputs;
    await deps.recordLook({
      athleteId,
      who,
      grantId,
      what,
      week: params.isoWeek ?? null,
      sessionId: what === 'session' ? (params.id ?? null) : null,
    });
  });
}

function openedBy({ asker, routeOptions }: FastifyRequest) {
  const granted = routeOptions.config.grant;
  if (asker === null || asker.athleteId === null || granted === undefined) return null;
  const opened = asker.grant ?? ownThroughApplication(asker.application);
  return opened === null ? null : { ...opened, ...granted, athleteId: asker.athleteId };
}
