import type { Static } from 'typebox';
import type { PrescriptionTemplate } from '../../../application/people/templates.ts';
import { listOf } from '../../wire/api/schema.ts';
import {
  assignedSchema,
  assignment,
  newTemplate,
  templateParams,
  templateSchema,
} from '../../wire/api/template.ts';
import { personOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { givenBy } from '../prescription-of.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

type Deps = Pick<Verbs, 'addTemplate' | 'assignTemplate' | 'listTemplates' | 'removeTemplate'>;

/** A clinic's named prescriptions (R6). */
export const templateRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['clinics'];
    const config = { access: 'signed_in' } as const;

    app.post(
      '/clinics/:id/templates',
      {
        config,
        schema: {
          tags,
          summary: 'A named prescription; by a member',
          params: idParams,
          body: newTemplate,
          response: { 201: templateSchema },
        },
      },
      async (request, reply) => {
        const { name, reason = null, prescription } = request.body;
        const who = { ...personOf(request), clinicId: request.params.id };
        const template = await deps.addTemplate({ ...who, name, reason, content: givenBy(prescription) });
        return reply.code(201).send(presentTemplate(template));
      },
    );

    app.get(
      '/clinics/:id/templates',
      {
        config,
        schema: { tags, summary: 'By name', params: idParams, response: { 200: listOf(templateSchema) } },
      },
      async (request) => {
        const templates = await deps.listTemplates({ ...personOf(request), clinicId: request.params.id });
        return { items: templates.map(presentTemplate) };
      },
    );

    app.delete(
      '/clinics/:id/templates/:templateId',
      {
        config,
        schema: {
          tags,
          summary: 'Removes it; what was assigned stays',
          params: templateParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { id: clinicId, templateId: id } = request.params;
        await deps.removeTemplate({ ...personOf(request), clinicId, id });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/clinics/:id/templates/:templateId/assign',
      {
        config: { ...config, athletes: 'visible' },
        schema: {
          tags,
          summary: 'Prescribes it from a Monday to each athlete who lets the clinic prescribe',
          params: templateParams,
          body: assignment,
          response: { 200: listOf(assignedSchema) },
        },
      },
      async (request) => {
        const { id: clinicId, templateId: id } = request.params;
        const assigned = await deps.assignTemplate({
          ...personOf(request),
          clinicId,
          id,
          ...request.body,
        });
        return {
          items: assigned.map(({ athleteId, prescriptionId, refused }) => ({
            athleteId,
            status: refused === null ? ('assigned' as const) : ('refused' as const),
            prescriptionId,
            code: refused,
          })),
        };
      },
    );
  });

function presentTemplate(template: PrescriptionTemplate): Static<typeof templateSchema> {
  const { id, name, reason, createdAtMs } = template;
  const { content } = template;
  // As it was given in a request of the same schema.
  const prescription = ('numbers' in content ? content.numbers : content.language) as Static<
    typeof templateSchema
  >['prescription'];
  return { id, name, reason, prescription, createdAt: new Date(createdAtMs).toISOString() };
}
