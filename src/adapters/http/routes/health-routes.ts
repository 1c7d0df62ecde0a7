import { Type } from 'typebox';
import { strict } from '../../wire/api/schema.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

export interface Readiness {
  readonly database: boolean;
  readonly migrations: boolean;
}

const readiness = strict({ ready: Type.Boolean(), database: Type.Boolean(), migrations: Type.Boolean() });

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
          summary: 'The database answers and has this version’s tables',
          response: { 200: readiness, 503: readiness },
        },
      },
      async (_request, reply) => {
        const { database, migrations } = await probe().catch(() => ({ database: false, migrations: false }));
        const ready = database && migrations;
        return reply.code(ready ? 200 : 503).send({ ready, database, migrations });
      },
    );
  });
