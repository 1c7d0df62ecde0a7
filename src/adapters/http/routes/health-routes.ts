import { Type } from 'typebox';
import { strict } from '../../wire/api/schema.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

export interface Readiness {
  readonly database: boolean;
  readonly migrations: boolean;
  /** The database can store: its disk is not full, and it is no read-only copy. */
  readonly storage: boolean;
}

const NOT_READY: Readiness = { database: false, migrations: false, storage: false };

const readiness = strict({
  ready: Type.Boolean(),
  database: Type.Boolean(),
  migrations: Type.Boolean(),
  storage: Type.Boolean(),
});

export const healthRoutes = ({
  readiness: probe,
}: {
  readonly readiness: () => Promise<Readiness>;
}): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['operation'];

    app.get(
      '/healthz',
      {
        schema: {
          tags,
          security: [],
          summary: 'The process answers',
          response: { 200: strict({ status: Type.String() }) },
        },
      },
      () => ({ status: 'ok' }),
    );

    app.get(
      '/readyz',
      {
        schema: {
          tags,
          security: [],
          summary: 'The database answers, has this version’s tables and can store',
          response: { 200: readiness, 503: readiness },
        },
      },
      async (_request, reply) => {
        const parts = await probe().catch(() => NOT_READY);
        const ready = parts.database && parts.migrations && parts.storage;
        return reply.code(ready ? 200 : 503).send({ ready, ...parts });
      },
    );
  });
