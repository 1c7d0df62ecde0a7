import { meSchema } from '../../wire/api/me.ts';
import { askerOf } from '../access.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export const meRoutes = (deps: Pick<Verbs, 'describeMe'>): RoutePlugin =>
  routePlugin((app) => {
    app.get(
      '/me',
      {
        schema: {
          tags: ['people'],
          summary: 'Who is asking: a person with their athlete and clinics, or a device token’s athlete',
          response: { 200: meSchema },
        },
      },
      async (request) => {
        const { user, athleteId, twoFactor, clinics } = await deps.describeMe(askerOf(request));
        const { email, ...person } = user;
        return {
          user: { ...person, roles: [...user.roles], ...(email === null ? {} : { email }) },
          ...(athleteId === null ? {} : { athleteId }),
          ...(twoFactor === null ? {} : { twoFactor: { ...twoFactor } }),
          clinics: clinics.map((clinic) => ({ ...clinic })),
        };
      },
    );
  });
