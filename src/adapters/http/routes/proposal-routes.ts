import { Type } from 'typebox';
import { AppError } from '../../../application/errors.ts';
import { authorBy } from '../../../application/people/coach-author.ts';
import { presentProposal, proposalSchema } from '../../wire/api/proposal.ts';
import { listOf } from '../../wire/api/schema.ts';
import { readPlan } from '../../wire/fhir/read-plan.ts';
import { callerOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

type Deps = Pick<Verbs, 'listProposedPrescriptions' | 'proposePrescription' | 'removeProposedPrescription'>;

/** What clinical systems ask an athlete to do, for the athlete to say yes or no (D4). */
export const proposalRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['prescription'];
    const path = '/athlete/prescriptions/proposals';
    app.addContentTypeParser(
      'application/fhir+json',
      { parseAs: 'string' },
      app.getDefaultJsonParser('error', 'error'),
    );

    app.post(
      path,
      {
        config: {
          refusals: ['conflict'],
          grant: { anyOf: ['prescribe'], what: 'prescription_proposed', bounds: 'none' },
        },
        schema: {
          tags,
          summary:
            'A FHIR R4 ServiceRequest, CarePlan or Goal, or a Bundle of them: becomes a prescription to confirm, and nothing else',
          body: Type.Unsafe<unknown>({
            type: 'object',
            description: 'The resource, as JSON',
            required: ['resourceType'],
            properties: { resourceType: { type: 'string' } },
            additionalProperties: true,
          }),
          response: { 201: proposalSchema },
        },
      },
      async (request, reply) => {
        const { athleteId, grant } = callerOf(request);
        const plan = readPlan(request.body);
        if ('field' in plan) throw new AppError('invalid_input', plan.message, { field: plan.field });
        const author = grant === null ? null : authorBy(grant);
        const proposed = await deps.proposePrescription({ athleteId, author, plan });
        return reply.code(201).send(presentProposal(proposed));
      },
    );

    app.get(
      path,
      {
        schema: {
          tags,
          summary: 'What waits for the athlete, newest first',
          response: { 200: listOf(proposalSchema) },
        },
      },
      async (request) => ({
        items: (await deps.listProposedPrescriptions(callerOf(request))).map(presentProposal),
      }),
    );

    app.delete(
      `${path}/:id`,
      {
        schema: {
          tags,
          summary: 'The athlete says no; a yes is the prescription that names it',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { athleteId } = callerOf(request);
        await deps.removeProposedPrescription({ athleteId, id: request.params.id });
        return reply.code(204).send(null);
      },
    );
  });
