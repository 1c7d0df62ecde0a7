import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';

export type RoutePlugin = FastifyPluginCallbackTypebox;
export type RouteScope = Parameters<RoutePlugin>[0];

/** Routes of one resource as a Fastify plugin; request types follow from the schemas. */
export function routePlugin(declare: (app: RouteScope) => void): RoutePlugin {
  return (app, _options, done) => {
    declare(app);
    done();
  };
}
