import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';

/** Signs a person in who was found by other means than the library's own; called by the server alone. */
export const sessionFor = {
  id: 'session-for',
  endpoints: {
    startSessionFor: createAuthEndpoint.serverOnly(
      { method: 'POST', metadata: { $Infer: { body: {} as { userId: string } } } },
      async (ctx) => {
        const { userId } = ctx.body;
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(userId);
        if (user === null) throw new Error('there is no such user');
        await setSessionCookie(ctx, { session: await internalAdapter.createSession(userId), user });
        return null;
      },
    ),
  },
} satisfies BetterAuthPlugin;
