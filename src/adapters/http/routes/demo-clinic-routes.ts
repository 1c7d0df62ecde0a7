import { demoClinicSchema, newDemoClinic } from '../../wire/api/demo-clinic.ts';
import { personOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

type Deps = Pick<Verbs, 'createDemoClinic' | 'findDemoClinic' | 'removeDemoClinic'>;

/** A clinic of simulated athletes to look around in: the operator's to make and to remove. */
export const demoClinicRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['clinics'];
    const config = { access: 'signed_in', athletes: 'any' } as const;
    const url = '/demo-clinic';

    app.get(
      url,
      { config, schema: { tags, summary: 'Which clinic is the demo', response: { 200: demoClinicSchema } } },
      (request) => deps.findDemoClinic(personOf(request)),
    );

    app.post(
      url,
      {
        config: { ...config, refusals: ['invalid_state'] },
        schema: {
          tags,
          summary: '20 simulated athletes who let a clinic see everything; takes some seconds',
          body: newDemoClinic,
          response: { 201: demoClinicSchema },
        },
      },
      async (request, reply) => {
        const { id } = await deps.createDemoClinic({ ...personOf(request), ...request.body });
        return reply.code(201).send({ clinicId: id });
      },
    );

    app.delete(
      url,
      { config, schema: { tags, summary: 'Removes it whole', response: { 204: NO_CONTENT } } },
      async (request, reply) => {
        await deps.removeDemoClinic(personOf(request));
        return reply.code(204).send(null);
      },
    );
  });
