import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import Fastify, {
  LogController,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyPluginCallback,
  type FastifyBaseLogger,
  type RouteOptions,
} from 'fastify';
import type { Registry } from 'prom-client';
import type { Authorities } from '../../application/authority/authorities.ts';
import type { Applications } from '../../application/ports/applications.ts';
import type { Clock } from '../../application/ports/clock.ts';
import { problem } from '../wire/api/problem.ts';
import { bindToAthletes, guardAccess, type RunForAthletes, type SignedIn } from './access.ts';
import { collectOpenApi, serveDocs } from './docs.ts';
import { endWithAuthority } from './end-with-authority.ts';
import { errorHandler } from './error-handler.ts';
import type { HttpLimits } from './limits.ts';
import { boundGrantedRoutes } from './granted-route.ts';
import { logRequests } from './logging.ts';
import { mcpRoutes } from './mcp/mcp-routes.ts';
import { servePage } from './page.ts';
import { challengeOf, oauthMetadata } from './oauth-metadata.ts';
import { withoutPathAthlete } from './path-athlete.ts';
import { requestMetrics } from './request-metrics.ts';
import { applicationRoutes } from './routes/application-routes.ts';
import { athleteRoutes } from './routes/athlete-routes.ts';
import { authRoutes, type ListAccountEvents, type SetCredentials } from './routes/auth-routes.ts';
import { calendarRoutes } from './routes/calendar-routes.ts';
import { clinicRoutes } from './routes/clinic-routes.ts';
import { coachNoteRoutes } from './routes/coach-note-routes.ts';
import { demoClinicRoutes } from './routes/demo-clinic-routes.ts';
import { deviceRoutes } from './routes/device-routes.ts';
import { type ExportRoutesDeps, exportRoutes } from './routes/export-routes.ts';
import { grantRoutes } from './routes/grant-routes.ts';
import { fhirRoutes } from './routes/fhir-routes.ts';
import { healthRoutes, type Readiness } from './routes/health-routes.ts';
import { inletRoutes } from './routes/inlet-routes.ts';
import { invitationRoutes } from './routes/invitation-routes.ts';
import { jobRoutes } from './routes/job-routes.ts';
import { linkedReportRoutes } from './routes/linked-report-routes.ts';
import { maxHeartRateRoutes } from './routes/max-heart-rate-routes.ts';
import { thresholdHeartRateRoutes } from './routes/threshold-heart-rate-routes.ts';
import { oauthRoutes } from './routes/oauth-routes.ts';
import { planRoutes } from './routes/plan-routes.ts';
import { meRoutes } from './routes/me-routes.ts';
import { prescriptionRoutes } from './routes/prescription-routes.ts';
import { printRoutes } from './routes/print-routes.ts';
import { proposalRoutes } from './routes/proposal-routes.ts';
import { recordingRoutes } from './routes/recording-routes.ts';
import { reportLinkRoutes } from './routes/report-link-routes.ts';
import { reportRoutes } from './routes/report-routes.ts';
import { rosterRoutes } from './routes/roster-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { summaryRoutes } from './routes/summary-routes.ts';
import { templateRoutes } from './routes/template-routes.ts';
import { unsubscribeRoutes } from './routes/unsubscribe-routes.ts';
import { uploadRoutes } from './routes/upload-routes.ts';
import { webhookRoutes } from './routes/webhook-routes.ts';
import { signInRoutes, type SignInRoutesDeps } from './routes/sign-in-routes.ts';
import { securityHeaders } from './security.ts';
import { unreadableRequest } from './unreadable-request.ts';
import { serializerBuilder } from './serializer.ts';
import { validatorCompiler } from './validator.ts';
import type { Verbs } from '../../application/verbs/all-verbs.ts';

/** What HTTP needs of the people's side; the identity adapter fits. */
export interface HttpIdentity {
  readonly handle: (request: Request, address: string) => Promise<Response>;
  readonly findUser: (headers: Headers) => Promise<SignedIn | null>;
  readonly setCredentials: SetCredentials;
  readonly confirmAddress: (token: string) => Promise<boolean>;
  readonly listAccountEvents: ListAccountEvents;
  readonly sendsMail: boolean;
  readonly isOpenToAll: boolean;
  readonly mailSignInLink: SignInRoutesDeps['mailSignInLink'];
  readonly listOwnSessions: SignInRoutesDeps['listOwnSessions'];
  readonly endOwnSession: SignInRoutesDeps['endOwnSession'];
  readonly endOwnSessions: SignInRoutesDeps['endOwnSessions'];
  readonly forgetPerson: (person: { athleteId: string; userId: string | null }) => Promise<void>;
  readonly signIn: (userId: string) => Promise<string[]>;
  readonly applications: Applications;
  /** Whether applications may register themselves. */
  readonly dynamicRegistration: boolean;
}

export interface AppOptions {
  /** A logger with `loggerOptions`, which keep secrets and people out; null for silence. */
  readonly log: FastifyBaseLogger | null;
  readonly verbs: Verbs;
  readonly exportZip: ExportRoutesDeps['exportZip'];
  readonly identity: HttpIdentity;
  readonly clock: Clock;
  readonly authorities: Pick<Authorities, 'hold'>;
  readonly limits: HttpLimits;
  readonly runForAthletes: RunForAthletes;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Registry;
  /** Origin under which people reach the service, without a trailing slash. */
  readonly publicUrl: string;
  /** The same where it is configured, else null: then local names count as our own as well. */
  readonly publicOrigin: string | null;
  /** Lets a caller from elsewhere read `/metrics`; null: only this machine itself. */
  readonly metricsToken: string | null;
  readonly trustProxy: boolean | string[];
  /** Routes of sockets and of what speaks in its own words, outside the guard: they answer for themselves. */
  readonly live?: FastifyPluginAsync | FastifyPluginCallback;
  readonly asyncApi?: object;
  /** Directory of the built page. */
  readonly page?: string;
  /** Called with every route as it is declared, for a check that walks them all. */
  readonly onRoute?: (route: RouteOptions) => void;
}

const HEADERS_TIMEOUT_MS = 20_000;
/** A large upload over a slow line must fit. */
const REQUEST_TIMEOUT_MS = 600_000;
const IDLE_SOCKET_TIMEOUT_MS = 120_000;
const KEEP_ALIVE_TIMEOUT_MS = 72_000;
/** How long a shutdown waits for requests under way: a slow upload could take minutes. */
const CLOSING_MS = 5_000;

/** The HTTP server, for production and for tests alike: what differs comes in as an argument. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { verbs, identity, limits, publicUrl, publicOrigin } = options;
  const access = {
    ...verbs,
    findUser: identity.findUser,
    findApplication: identity.applications.findActing,
    publicOrigin,
  };
  const app = Fastify({
    ...(options.log === null ? { logger: false } : { loggerInstance: options.log }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    rewriteUrl: withoutPathAthlete,
    trustProxy: options.trustProxy,
    bodyLimit: limits.bodyBytes,
    schemaController: { compilersFactory: { buildSerializer: serializerBuilder } },
    connectionTimeout: IDLE_SOCKET_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    routerOptions: { maxParamLength: 100 },
    // A malformed address is refused before any route; in our form as well.
    frameworkErrors: (error, request, reply) => {
      errorHandler(error, request, reply);
    },
    clientErrorHandler: unreadableRequest,
  });
  // Bodies are JSON but where a route says otherwise: words are another media type (415).
  app.removeContentTypeParser('text/plain');
  app.decorateRequest('asker', null);
  app.decorateRequest('hasLostAuthority', false);
  app.decorateRequest('routeFacts', null);
  if (options.onRoute !== undefined) app.addHook('onRoute', options.onRoute);
  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler(errorHandler);
  app.addSchema(problem);
  app.addHook('onSend', (request, reply, _payload, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  closeInTime(app);
  logRequests(app);
  securityHeaders(app, publicUrl);
  await collectOpenApi(app);
  requestMetrics(app, options.metrics, options.metricsToken);
  await app.register(healthRoutes({ readiness: options.readiness }));
  await app.register(
    async (v1) => {
      await v1.register(underPressure, {
        maxEventLoopDelay: limits.loopDelayMs,
        // A sample without a tick of the loop counts as an endless delay: only a pause beyond the limit may make one.
        sampleInterval: 2 * limits.loopDelayMs,
        exposeStatusRoute: false,
      });
      guardAccess(v1, { ...access, challenge: challengeOf.api(publicUrl) });
      endWithAuthority(v1, options.authorities);
      bindToAthletes(v1, { ...verbs, runForAthletes: options.runForAthletes });
      await v1.register(rateLimit, { global: false });
      v1.addHook('onSend', (_request, reply, _payload, done) => {
        if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
        done();
      });
      await v1.register(
        authRoutes({
          ...identity,
          publicUrl,
          publicOrigin,
          authPerMinute: limits.authPerMinute,
        }),
      );
      await v1.register(
        signInRoutes({ ...identity, hasPasskeys: hasName(publicUrl), authPerMinute: limits.authPerMinute }),
      );
      await v1.register(oauthRoutes({ ...identity, publicUrl, authPerMinute: limits.authPerMinute }));
      boundGrantedRoutes(v1, verbs);
      await v1.register(applicationRoutes(identity.applications));
      await v1.register(meRoutes(verbs));
      await v1.register(grantRoutes({ ...verbs, nowMs: () => options.clock.nowMs() }));
      await v1.register(clinicRoutes(verbs));
      await v1.register(rosterRoutes(verbs));
      await v1.register(templateRoutes(verbs));
      await v1.register(demoClinicRoutes(verbs));
      await v1.register(coachNoteRoutes(verbs));
      await v1.register(reportLinkRoutes({ ...verbs, publicUrl }));
      await v1.register(
        invitationRoutes({
          ...verbs,
          findAccount: identity.findUser,
          signIn: identity.signIn,
          nowMs: () => options.clock.nowMs(),
          publicUrl,
          publicOrigin,
          perMinute: limits.authPerMinute,
        }),
      );
      await v1.register(
        athleteRoutes({ ...verbs, clock: options.clock, forgetPerson: identity.forgetPerson }),
      );
      await v1.register(maxHeartRateRoutes(verbs));
      await v1.register(thresholdHeartRateRoutes(verbs));
      await v1.register(prescriptionRoutes(verbs));
      await v1.register(proposalRoutes(verbs));
      await v1.register(calendarRoutes(verbs));
      await v1.register(uploadRoutes({ ...verbs, limits }));
      await v1.register(jobRoutes(verbs));
      await v1.register(sessionRoutes(verbs));
      await v1.register(recordingRoutes(verbs));
      await v1.register(reportRoutes(verbs));
      await v1.register(printRoutes(verbs));
      await v1.register(fhirRoutes(verbs));
      await v1.register(deviceRoutes({ ...verbs, pairPerMinute: limits.pairPerMinute }));
      await v1.register(inletRoutes({ ...verbs, publicUrl }));
      await v1.register(planRoutes({ ...verbs, publicUrl }));
      await v1.register(webhookRoutes(verbs));
      await v1.register(summaryRoutes(verbs));
      await v1.register(unsubscribeRoutes({ ...verbs, perMinute: limits.authPerMinute }));
      await v1.register(exportRoutes({ ...verbs, exportZip: options.exportZip }));
    },
    { prefix: '/v1' },
  );
  await app.register(async (scope) => {
    guardAccess(scope, { ...access, challenge: challengeOf.mcp(publicUrl) });
    await scope.register(mcpRoutes({ verbs, clock: options.clock, runForAthletes: options.runForAthletes }));
  });
  await app.register(async (links) => {
    await links.register(rateLimit, { global: false });
    await links.register(
      linkedReportRoutes({
        ...verbs,
        runForAthletes: options.runForAthletes,
        perMinute: limits.authPerMinute,
      }),
    );
  });
  await app.register(oauthMetadata({ ...identity, publicUrl }));
  if (options.live !== undefined) await app.register(options.live);
  await serveDocs(app, options.asyncApi);
  await servePage(app, options.page);
  return app;
}

/** Requests that are still under way a while after the close has begun are cut off, so that it ends. */
function closeInTime(app: FastifyInstance): void {
  app.addHook('preClose', (done) => {
    setTimeout(() => app.server.closeAllConnections(), CLOSING_MS).unref();
    done();
  });
}

/** Whether people reach us by a name rather than by an IP address. */
function hasName(publicUrl: string): boolean {
  return isIP(new URL(publicUrl).hostname.replaceAll(/[[\]]/g, '')) === 0;
}
