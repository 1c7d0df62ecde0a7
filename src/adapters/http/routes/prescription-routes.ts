import type { Static } from 'typebox';
import { PRESETS } from '../../../domain/prescription/presets.ts';
import {
  declineBody,
  declinedPrescriptionSchema,
  newPrescription,
  prescriptionHistory,
  prescriptionSchema,
  presentDeclined,
  presentPrescription,
  presetSchema,
} from '../../wire/api/prescription.ts';
import { AppError } from '../../../application/errors.ts';
import { listOf, localeQuery } from '../../wire/api/schema.ts';
import { callerOf } from '../access.ts';
import { idParams } from '../params.ts';
import { prescriptionOf } from '../prescription-of.ts';
import { previewAnswer, sendPreview } from '../present-preview.ts';
import { localeOf, readerOf } from '../reader-locale.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import { sinceGrant } from '../since-grant.ts';

type Deps = Pick<
  Verbs,
  | 'addPrescription'
  | 'declinePrescription'
  | 'listDeclinedPrescriptions'
  | 'listPrescriptions'
  | 'previewDecline'
  | 'previewPrescription'
  | 'readAthlete'
  | 'readCurrentPrescription'
>;

export const prescriptionRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['prescription'];

    app.get(
      '/athlete/prescriptions',
      {
        config: { grant: { anyOf: ['report', 'prescribe'], what: 'prescription', bounds: 'none' } },
        schema: {
          tags,
          summary: 'History by date, and what the athlete declined',
          response: { 200: prescriptionHistory },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const since = caller.grant?.since ?? null;
        const declined = await deps.listDeclinedPrescriptions(caller);
        return {
          items: sinceGrant(await deps.listPrescriptions(caller), caller).map(presentPrescription),
          declined: declined
            .filter(({ prescription }) => since === null || prescription.validFrom >= since)
            .map(presentDeclined),
        };
      },
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
        config: { grant: { anyOf: ['report', 'prescribe'], what: 'prescription', bounds: 'none' } },
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
          summary:
            'From a date on; a part left out stays as it was; may be the yes to a proposal, which then waits no more',
          body: newPrescription,
          response: { 201: prescriptionSchema },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { athleteId } = caller;
        const { previewId = null, proposalId = null } = request.body;
        if (proposalId !== null && caller.grant !== null) {
          throw new AppError('not_allowed', 'Only the athlete answers a proposal.');
        }
        const added = await deps.addPrescription({
          athleteId,
          prescription: prescriptionOf(request.body, caller),
          previewId,
          proposalId,
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
          response: { 200: previewAnswer },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { athleteId } = caller;
        const preview = await deps.previewPrescription({
          athleteId,
          prescription: prescriptionOf(request.body, caller),
        });
        return sendPreview(reply, preview, await localeOf(deps, request), readerOf(request));
      },
    );

    app.post(
      '/athlete/prescriptions/:id/decline/preview',
      {
        config: { refusals: ['invalid_state'] },
        schema: {
          tags,
          summary: 'Which weeks it would change to decline it, and how (P5); changes nothing',
          params: idParams,
          querystring: localeQuery,
          response: { 200: previewAnswer },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        const preview = await deps.previewDecline({ athleteId, id: request.params.id });
        return sendPreview(reply, preview, await localeOf(deps, request), readerOf(request));
      },
    );

    app.post(
      '/athlete/prescriptions/:id/decline',
      {
        config: { refusals: ['invalid_state', 'preview_required', 'preview_outdated'] },
        schema: {
          tags,
          summary: 'The athlete says no to what somebody else prescribed (R6); the one before it is in force',
          params: idParams,
          body: declineBody,
          response: { 200: declinedPrescriptionSchema },
        },
      },
      async (request) => {
        const { athleteId } = callerOf(request);
        const { reason = null, previewId = null } = request.body ?? {};
        const { id } = request.params;
        return presentDeclined(await deps.declinePrescription({ athleteId, id, reason, previewId }));
      },
    );
  });
