import { meSchema, trainsSchema } from '../../wire/api/me.ts';
import type { Me } from '../../../application/people/describe-me.ts';
import { askerOf, personOf } from '../access.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export const meRoutes = (
  deps: Pick<Verbs, 'becomeAthlete' | 'declineTraining' | 'describeMe'>,
): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['people'];

    app.get(
      '/me',
      {
        config: { withoutAthlete: true },
        schema: {
          tags,
          summary: 'Who is asking: a person with their athlete and clinics, or a device token’s athlete',
          response: { 200: meSchema },
        },
      },
      async (request) => present(await deps.describeMe(askerOf(request))),
    );

    app.patch(
      '/me',
      {
        config: { access: 'signed_in', athletes: 'any', refusals: ['invalid_state'] },
        schema: {
          tags,
          summary:
            'Says whether the person trains themself: who does is an athlete from then on, who does not is made none',
          body: trainsSchema,
          response: { 200: meSchema },
        },
      },
      async (request) => {
        const { userId } = personOf(request);
        if (!request.body.trains) await deps.declineTraining({ userId });
        const { athleteId } = request.body.trains
          ? await deps.becomeAthlete({ userId })
          : { athleteId: null };
        return present(await deps.describeMe({ userId, athleteId }));
      },
    );
  });

function present({ user, athleteId, trains, twoFactor, clinics }: Me) {
  const { email, ...person } = user;
  return {
    user: { ...person, roles: [...user.roles], ...(email === null ? {} : { email }) },
    ...(athleteId === null ? {} : { athleteId }),
    trains,
    ...(twoFactor === null ? {} : { twoFactor: { ...twoFactor } }),
    clinics: clinics.map((clinic) => ({ ...clinic })),
  };
}
