import type { Static } from 'typebox';
import type { NewPrescription } from '../../../application/athlete/complete-prescription.ts';
import { newPrescription, prescriptionSchema, presentPrescription } from '../../wire/api/prescription.ts';
import { previewSchema } from '../../wire/api/preview.ts';
import { listOf, localeQuery } from '../../wire/api/schema.ts';
import { callerOf } from '../access.ts';
import { presentPreview } from '../present-preview.ts';
import { localeOf } from '../reader-locale.ts';
import type { HttpVerbs } from '../verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';

type Deps = Pick<
  HttpVerbs,
  'addPrescription' | 'listPrescriptions' | 'previewPrescription' | 'readAthlete' | 'readCurrentPrescription'
>;

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
        config: { refusals: ['preview_outdated'] },
        schema: {
          tags,
          summary: 'From a date on; a part left out stays as it was',
          body: newPrescription,
          response: { 201: prescriptionSchema },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const { previewId = null } = request.body;
        const added = await deps.addPrescription({
          athleteId,
          prescription: prescriptionOf(request.body),
          previewId,
        });
        return reply.code(201).send(presentPrescription(added));
      },
    );

    app.post(
      '/athlete/prescriptions/preview',
      {
        schema: {
          tags,
          summary: 'Which weeks a prescription would change, and how (P5); changes nothing',
          querystring: localeQuery,
          body: newPrescription,
          response: { 200: previewSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const preview = await deps.previewPrescription({
          athleteId,
          prescription: prescriptionOf(request.body),
        });
        return presentPreview(preview, await localeOf(deps, request));
      },
    );
  });

function prescriptionOf(body: Static<typeof newPrescription>): NewPrescription {
  const { validFrom, reason = null, bands, zone2, interval4x4, antiInflammatory, cardio, strength } = body;
  return { validFrom, reason, bands, zone2, interval4x4, antiInflammatory, cardio, strength };
}
