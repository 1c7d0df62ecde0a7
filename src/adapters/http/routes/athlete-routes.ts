import { GRANT_SCOPES } from '../../../domain/consent-scopes.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import { athletePatch, athleteSchema, presentAthlete } from '../../wire/api/athlete.ts';
import { callerOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

export interface AthleteRoutesDeps extends Pick<Verbs, 'readAthlete' | 'updateAthlete' | 'eraseAthlete'> {
  readonly clock: Clock;
  /** Called after an athlete is gone: what else is kept of the person goes too. */
  readonly forgetPerson: (person: { athleteId: string; userId: string | null }) => Promise<void>;
}

export const athleteRoutes = (deps: AthleteRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    const schema = { tags: ['athlete'], response: { 200: athleteSchema } };

    app.get(
      '/athlete',
      {
        config: {
          grant: { anyOf: GRANT_SCOPES, what: 'athlete', bounds: 'none' },
        },
        schema: { summary: 'Who is asking', ...schema },
      },
      async (request) => {
        const athlete = await deps.readAthlete(callerOf(request));
        return presentAthlete(athlete, deps.clock.nowMs());
      },
    );

    app.patch(
      '/athlete',
      { schema: { summary: 'Change what is named', ...schema, body: athletePatch } },
      async (request) => {
        const { athleteId } = callerOf(request);
        const athlete = await deps.updateAthlete({ athleteId, changes: request.body });
        return presentAthlete(athlete, deps.clock.nowMs());
      },
    );

    app.delete(
      '/athlete',
      {
        // Whether the account owns another athlete, and so stays.
        config: { athletes: 'any' },
        schema: { tags: ['athlete'], summary: 'Everything gone', response: { 204: NO_CONTENT } },
      },
      async (request, reply) => {
        const { athleteId, userId } = callerOf(request);
        await deps.eraseAthlete({ athleteId });
        await deps.forgetPerson({ athleteId, userId });
        return reply.code(204).send(null);
      },
    );
  });
