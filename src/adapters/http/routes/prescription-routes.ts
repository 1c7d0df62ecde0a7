import type { Static } from 'typebox';
import type { NewPrescription } from '../../../application/athlete/complete-prescription.ts';
import { AppError } from '../../../application/errors.ts';
import type { ArticleNumbers } from '../../../domain/prescription/article.ts';
import type { PrescriptionContent } from '../../../domain/prescription/prescription.ts';
import { PRESETS } from '../../../domain/prescription/presets.ts';
import {
  newPrescription,
  prescriptionSchema,
  presentPrescription,
  presetSchema,
} from '../../wire/api/prescription.ts';
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
        config: { grant: { anyOf: ['report', 'prescribe'], what: 'prescription', bounds: 'none' } },
        schema: { tags, summary: 'History by date', response: { 200: listOf(prescriptionSchema) } },
      },
      async (request) => ({
        items: (await deps.listPrescriptions(callerOf(request))).map(presentPrescription),
      }),
    );

    app.get(
      '/athlete/prescriptions/current',
      {
        config: { grant: { anyOf: ['report', 'prescribe'], what: 'prescription', bounds: 'none' } },
        schema: { tags, summary: 'In force this week (T15)', response: { 200: prescriptionSchema } },
      },
      async (request) => presentPrescription(await deps.readCurrentPrescription(callerOf(request))),
    );

    app.get(
      '/athlete/prescriptions/presets',
      {
        schema: {
          tags,
          summary: 'Prescriptions of published sources, to copy from (P7): facts, not advice',
          response: { 200: listOf(presetSchema) },
        },
      },
      () => ({ items: structuredClone(PRESETS) as Static<typeof presetSchema>[] }),
    );

    app.post(
      '/athlete/prescriptions',
      {
        config: {
          refusals: ['preview_outdated'],
          grant: { anyOf: ['prescribe'], what: 'prescription_written', bounds: 'validFrom' },
        },
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
          prescription: prescriptionOf(request.body, athleteId),
          previewId,
        });
        return reply.code(201).send(presentPrescription(added));
      },
    );

    app.post(
      '/athlete/prescriptions/preview',
      {
        config: { grant: { anyOf: ['prescribe'], what: 'weeks', bounds: 'validFrom' } },
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
          prescription: prescriptionOf(request.body, athleteId),
        });
        return presentPreview(preview, await localeOf(deps, request));
      },
    );
  });

type Body = Static<typeof newPrescription>;
type LanguageBand = PrescriptionContent['bands'][number];
type NumbersBand = ArticleNumbers['bands'][number];

/** In the article's numbers where any of them is given, else in the language. */
function prescriptionOf(body: Body, athleteId: string): NewPrescription {
  const { validFrom, reason = null, bands, targets, ceiling } = body;
  const { zone2, interval4x4, antiInflammatory, cardio, strength } = body;
  const own = { validFrom, reason, author: { userId: athleteId } };
  const numbers = { zone2, interval4x4, antiInflammatory, cardio, strength };
  const numbersBands = bands?.filter((band): band is NumbersBand => 'lowPercent' in band);
  const isNumbers =
    (numbersBands ?? []).length > 0 || Object.values(numbers).some((part) => part !== undefined);
  if (!isNumbers) {
    const ofLanguage = bands as readonly LanguageBand[] | undefined;
    return { ...own, given: { language: { bands: ofLanguage, targets, ceiling } } };
  }
  if (numbersBands?.length !== bands?.length || targets !== undefined || ceiling !== undefined) {
    throw new AppError('invalid_input', 'Give bands and targets, or the numbers of the article: not both.', {
      field: targets === undefined ? 'bands' : 'targets',
    });
  }
  return { ...own, given: { numbers: { bands: numbersBands, ...numbers } } };
}
