import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { findCaller, type AccessDeps } from '../adapters/http/access.ts';
import type { HttpIdentity } from '../adapters/http/build-app.ts';
import type { InletIntake } from '../adapters/inlets/inlet-intake.ts';
import { inletRoutes } from '../adapters/inlets/inlet-routes.ts';
import type { LiveCaller } from '../adapters/live/live-caller.ts';
import type { LiveChannel } from '../adapters/live/live-channel.ts';
import { liveRoutes, openSockets } from '../adapters/live/live-routes.ts';
import type { Wall } from '../adapters/live/show-wall.ts';
import { AppError } from '../application/errors.ts';
import { ownThroughApplication } from '../application/people/own-through-application.ts';
import type { Verbs } from '../application/verbs/all-verbs.ts';
import type { Platform } from '../application/verbs/verb-deps.ts';

export interface LiveDoorsDeps {
  readonly channel: LiveChannel;
  readonly intake: InletIntake;
  readonly verbs: Verbs;
  readonly identity: Pick<HttpIdentity, 'findUser' | 'applications'>;
  readonly platform: Platform;
  readonly publicOrigin: string | null;
  /** Largest body: a recording of a watch. */
  readonly fileBytes: number;
}

type Access = AccessDeps & Pick<Verbs, 'openWall' | 'recordLook'>;

/** The routes outside the guard, which answer for themselves: live sockets, walls, and what relay apps send. */
export function liveDoors({
  channel,
  intake,
  verbs,
  identity,
  platform,
  publicOrigin,
  fileBytes,
}: LiveDoorsDeps): FastifyPluginAsync {
  const access: Access = {
    ...verbs,
    findUser: (headers) => identity.findUser(headers),
    findApplication: identity.applications.findActing,
    publicOrigin,
  };
  return async (scope: FastifyInstance) => {
    await openSockets(scope, channel);
    const authenticateRequest = (request: FastifyRequest) => callerOrNull(request, access);
    const openWall = (request: FastifyRequest) => wallOf(request, access);
    await scope.register(liveRoutes({ channel, authenticateRequest, openWall }), { prefix: '/v1' });
    await scope.register(inletRoutes({ ...platform, ...verbs, intake, imports: verbs, fileBytes }));
  };
}

/** The wall of the clinic in the path, for a coach of it. */
async function wallOf(request: FastifyRequest, access: Access): Promise<Wall | null> {
  try {
    const asker = await findCaller(request, access);
    if (asker === null || asker.userId === null) return null;
    const { userId, authority } = asker;
    const { id: clinicId } = request.params as { id: string };
    const listRunners = (): ReturnType<Verbs['openWall']> => access.openWall({ userId, clinicId });
    await listRunners();
    return { authority, listRunners };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** A socket tells refusals by close codes, so a caller who may not is nobody here. */
async function callerOrNull(request: FastifyRequest, access: Access): Promise<LiveCaller | null> {
  try {
    const asker = await findCaller(request, access);
    if (asker === null || asker.athleteId === null) return null;
    const { athleteId } = asker;
    const opened = asker.grant ?? ownThroughApplication(asker.application);
    if (opened !== null) {
      const { who, grantId } = opened;
      await access.recordLook({ athleteId, who, grantId, what: 'live', week: null, sessionId: null });
    }
    return { ...asker, athleteId };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
