import type {
  FastifyPluginCallback,
  FastifyReply,
  FastifyRequest,
  onRequestHookHandler,
  preHandlerHookHandler,
} from 'fastify';
import type { Authorities } from '../../application/authority/authorities.ts';
import { AppError } from '../../application/errors.ts';
import type { AuthenticateInlet, InletHolder } from '../../application/inlets/authenticate-inlet.ts';
import { relayFrame } from '../wire/relays/relay-frame.ts';
import type { InletIntake, Taken } from './inlet-intake.ts';
import { inletSocket } from './inlet-socket.ts';
import { takeEndurain, takeFiles, takeHealthExport } from './take-recordings.ts';
import type { ImportVerbs } from './uploaded-files.ts';
import { viaOf } from './via-of.ts';

export interface InletRoutesDeps {
  readonly intake: InletIntake;
  readonly authenticateInlet: AuthenticateInlet;
  readonly authorities: Pick<Authorities, 'hold' | 'onEnd' | 'hasEnded'>;
  readonly imports: ImportVerbs;
  /** Largest body: a recording of a watch. */
  readonly fileBytes: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose address it is; null on every other route. */
    inlet: InletHolder | null;
  }
}

/** A message that is no file may hold an hour of beats. */
const MESSAGE_BYTES = 1024 * 1024;
/** A body that took longer is asked again whose it is. */
const SLOW_BODY_MS = 500;
const PATHS = ['/in/:token', '/in/:token/*'];
const USUAL_TYPES = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];
const POST_REFUSALS = ['unauthorised', 'invalid_input', 'too_large', 'rate_limited'] as const;
const NOT_IN_USE = 'This address is not in use: make a new one.';
const BUSY = 'This could not be stored at the moment: send it again.';

/**
 * `POST /in/{token}` and an upgrade of `GET /in/{token}`, on any sub-path (N2, N3): the one place where a token stands in an
 * address. It only takes, so whoever finds it can add and not read. To be registered where sockets are open.
 */
export function inletRoutes({
  intake,
  authenticateInlet,
  authorities,
  imports,
  fileBytes,
}: InletRoutesDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    app.decorateRequest('inlet', null);
    // Apps send what they like under any name or none: a body is judged by its bytes.
    app.removeAllContentTypeParsers();
    // Those that are named are found without a search; the others are any.
    for (const type of [...USUAL_TYPES, '*']) {
      app.addContentTypeParser(
        type,
        { parseAs: 'buffer', bodyLimit: fileBytes },
        (_request, body, parsed) => {
          parsed(null, body);
        },
      );
    }
    app.addHook('onClose', () => intake.close());
    // L14: what comes in slowly is cut off. Not held one by one: that would cost a beat more than its look-up.
    const receiving = new Set<FastifyRequest>();
    authorities.onEnd((key) => {
      for (const request of receiving) {
        if (request.inlet?.authority.key === key && receiving.delete(request)) request.raw.destroy();
      }
    });
    // Of a request that was given up or refused before its body was whole.
    app.addHook('onError', (request, _reply, _error, next) => {
      receiving.delete(request);
      next();
    });

    // Before the body is read.
    const onRequest: onRequestHookHandler = (request, _reply, next) => {
      const admit = (inlet: InletHolder): void => {
        const { raw } = request;
        request.inlet = inlet;
        // Given up while it waited, it would never be done with.
        if (!raw.complete && !raw.destroyed) receiving.add(request);
        next();
      };
      const remembered = authenticateInlet.remembered(tokenOf(request));
      if (remembered === null) holderOf(request, authenticateInlet).then(admit, next);
      else admit(remembered);
    };
    // What comes in slowly may come after the address was taken back (L14).
    const preHandler: preHandlerHookHandler = (request, reply, next) => {
      receiving.delete(request);
      const isSlow = reply.elapsedTime > SLOW_BODY_MS;
      if (!isSlow && !authorities.hasEnded(request.inlet!.authority.key)) {
        next();
        return;
      }
      holderOf(request, authenticateInlet).then((inlet) => {
        request.inlet = inlet;
        next();
      }, next);
    };
    for (const url of PATHS) {
      app.post(
        url,
        {
          config: { access: 'open', isForApps: true, refusals: POST_REFUSALS },
          // A logger for each request, with its id in every line, is a cost of every beat.
          childLoggerFactory: (logger) => logger,
          schema: url === PATHS[0] ? POST_SCHEMA : { hide: true },
          bodyLimit: fileBytes,
          onRequest,
          preHandler,
        },
        // Most of what comes is a beat: it waits for nothing but its commit.
        (request, reply) =>
          takeEndurain(imports, intake, request, reply) ??
          takeHealthExport(imports, intake, request, reply) ??
          takeFiles(imports, intake, request, reply) ??
          answerFrame(intake, request, reply),
      );
      app.route({
        method: 'GET',
        url,
        schema: { hide: true },
        config: { access: 'open' },
        onRequest,
        preHandler,
        handler: async (request, reply) => {
          const endurain = takeEndurain(imports, intake, request, reply);
          if (endurain !== null) return endurain;
          void reply.header('upgrade', 'websocket');
          return reply
            .code(426)
            .type('text/plain')
            .send('This address takes heart rates: POST them, or open a WebSocket.');
        },
        wsHandler: (socket, request) => {
          const token = tokenOf(request);
          inletSocket({
            socket,
            via: viaOf(request, 'websocket'),
            intake,
            findInlet: () => authenticateInlet({ token }),
            authorities,
          });
        },
      });
    }
    app.route({
      method: ['PUT', 'DELETE'],
      url: PATHS[1]!,
      config: { access: 'open' },
      schema: { hide: true },
      onRequest,
      preHandler,
      handler: async (request, reply) => {
        const endurain = takeEndurain(imports, intake, request, reply);
        if (endurain === null) throw new AppError('not_found', 'There is nothing at this address.');
        return endurain;
      },
    });
    done();
  };
}

async function answerFrame(
  intake: InletIntake,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { inlet, body } = request;
  if (Buffer.isBuffer(body) && body.length > MESSAGE_BYTES) {
    throw new AppError('too_large', 'A message may hold 1 MiB: send fewer beats at a time.');
  }
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : '';
  const userAgent = request.headers['user-agent'] ?? null;
  const frame = relayFrame(text, { transport: 'http', userAgent });
  const taken = await intake.take(inlet!, frame, viaOf(request, 'http'));
  if (taken.outcome === 'busy') throw new AppError('overloaded', BUSY);
  if (taken.outcome === 'gone') throw new AppError('unauthorised', NOT_IN_USE);
  if (taken.outcome === 'too_fast') {
    throw Object.assign(new Error('More than an app sends: wait a minute.'), { statusCode: 429 });
  }
  const answer = taken.relay.answer?.(frame, taken.outcome === 'stored' ? 'read' : 'unreadable') ?? null;
  if (taken.outcome === 'unreadable') {
    if (answer !== null) return reply.code(answer.status).type('text/plain; charset=utf-8').send(answer.text);
    throw new AppError('invalid_input', 'No heart rate was found in this message. Nothing of it was stored.');
  }
  if (answer !== null && taken.coach === null) {
    return reply.code(answer.status).type('text/plain; charset=utf-8').send(answer.text);
  }
  return reply.type('application/json; charset=utf-8').send(storedText(taken));
}

/** Written by hand: the coach frame is text already. */
function storedText(taken: Extract<Taken, { outcome: 'stored' }>): string {
  const { stored, duplicates, clock, coach, relay } = taken;
  const said = `{"stored":${stored},"duplicates":${duplicates},"app":"${relay.id}"`;
  return `${said}${clock === null ? '' : `,"clock":"${clock}"`}${coach === null ? '' : `,"coach":${coach}`}}`;
}

async function holderOf(request: FastifyRequest, authenticate: AuthenticateInlet): Promise<InletHolder> {
  let inlet: InletHolder | null;
  try {
    inlet = await authenticate({ token: tokenOf(request) });
  } catch (error) {
    request.log.error({ err: error, reqId: request.id }, 'an inlet waits for the database');
    throw new AppError('overloaded', BUSY);
  }
  if (inlet === null) throw new AppError('unauthorised', NOT_IN_USE);
  return inlet;
}

function tokenOf(request: FastifyRequest): string {
  // The route names it.
  return (request.params as { readonly token: string }).token;
}

const POST_SCHEMA = {
  tags: ['inlets'],
  security: [],
  summary: 'What a relay app sends, in its own words; answered in its own manner, 2xx only after the commit',
  description:
    'JSON, a form, `key:value` or a bare number; a sub-path may follow. 401 for an address that is not in use. The same ' +
    'address takes a WebSocket.',
  params: {
    type: 'object',
    properties: { token: { type: 'string', description: 'Shown once, when the inlet is made' } },
    required: ['token'],
  },
};
