import { newPrescription, prescriptionSchema, presentPrescription } from '../../wire/api/prescription.ts';
import { listOf } from '../../wire/api/schema.ts';
import { callerOf } from '../access.ts';
import type { HttpVerbs } from '../verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

type Deps = Pick<HttpVerbs, 'addPrescription' | 'listPrescriptions' | 'readCurrentPrescription'>;

export const prescriptionRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['prescription'];

    app.get(
      '/athlete/prescriptions',
      {
        schema: { tags, summary: 'History by date', response: { 200: listOf(prescriptionSchema) } },
      },
      async (request) => ({
        items: (await deps.listPrescriptions(callerOf(request))).map(presentPrescription),
      }),
    );

    app.get(
      '/athlete/prescriptions/current',
      {
        schema: { tags, summary: 'In force this week (T15)', response: { 200: prescriptionSchema } },
      },
      async (request) => presentPrescription(await deps.readCurrentPrescription(callerOf(request))),
    );

    app.post(
      '/athlete/prescriptions',
      {
        schema: {
          tags,
          summary: 'From a date on; a part left out stays as it was',
          body: newPrescription,
          response: { 201: prescriptionSchema },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const { reason = null, ...rest } = request.body;
        const added = await deps.addPrescription({ athleteId, prescription: { ...rest, reason } });
        return reply.code(201).send(presentPrescription(added));
      },
    );
  });
