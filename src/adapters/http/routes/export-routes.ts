import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { callerOf } from '../access.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

export interface ExportRoutesDeps extends Pick<Verbs, 'readAthlete'> {
  readonly exportZip: (input: { athleteId: string }) => AsyncIterable<Uint8Array>;
}

export const exportRoutes = (deps: ExportRoutesDeps): RoutePlugin =>
  routePlugin((app) => {
    app.get(
      '/export',
      {
        schema: {
          tags: ['athlete'],
          summary: 'Everything out: original files, JSON and CSV in one zip that can be imported again',
          response: {
            200: {
              description: 'A zip',
              content: {
                'application/zip': { schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }) },
              },
            },
          },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        await deps.readAthlete({ athleteId });
        return reply
          .type('application/zip')
          .header('content-disposition', 'attachment; filename="zone-coach-export.zip"')
          .header('cache-control', 'no-store')
          .send(Readable.from(deps.exportZip({ athleteId })));
      },
    );
  });
