import { Type } from 'typebox';
import type { Clock } from '../../../application/ports/clock.ts';
import { askerOf, type RunForAthletes } from '../access.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { McpVerbs } from './tool.ts';

/** The report for assistants, by the Model Context Protocol over HTTP, without sessions (D3). */
export const mcpRoutes = ({
  verbs,
  clock,
  runForAthletes,
}: {
  readonly verbs: McpVerbs;
  readonly clock: Clock;
  readonly runForAthletes: RunForAthletes;
}): RoutePlugin =>
  routePlugin((app) => {
    app.post(
      '/mcp',
      {
        config: { access: 'read', application: 'any', withoutAthlete: true },
        schema: {
          tags: ['mcp'],
          summary: 'Model Context Protocol, streamable HTTP without sessions: tools that read',
          body: Type.Unsafe<object>({ description: 'A JSON-RPC message, or several' }),
          response: {
            200: { description: 'JSON-RPC answers' },
            202: { description: 'A notification was taken' },
            406: { description: 'A client has to take both JSON and event streams' },
          },
        },
      },
      async (request, reply) => {
        // The protocol's library is loaded by the first assistant that asks.
        const [{ createMcpServer }, { StreamableHTTPServerTransport }] = await Promise.all([
          import('./mcp-server.ts'),
          import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
        ]);
        const server = createMcpServer({
          verbs,
          asker: askerOf(request),
          nowMs: clock.nowMs(),
          runForAthletes,
        });
        const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
        void reply.hijack();
        reply.raw.on('close', () => void server.close());
        reply.raw.setHeader('cache-control', 'no-store');
        await server.connect(transport);
        await transport.handleRequest(request.raw, reply.raw, request.body);
      },
    );
    // Without sessions there is nothing to listen to and nothing to end.
    for (const method of ['GET', 'DELETE'] as const) {
      app.route({
        method,
        url: '/mcp',
        config: { access: 'open' },
        schema: { hide: true },
        handler: (_request, reply) => reply.code(405).header('allow', 'POST').send(),
      });
    }
  });
