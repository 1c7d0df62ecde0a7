import { GRANT_SCOPES } from '../../../domain/consent-scopes.ts';
import { AppError } from '../../../application/errors.ts';
import {
  coachNoteSchema,
  coachNotesQuery,
  newCoachNote,
  presentCoachNote,
} from '../../wire/api/coach-note.ts';
import { listOf } from '../../wire/api/schema.ts';
import { callerOf } from '../access.ts';
import { NO_CONTENT } from '../no-content.ts';
import { idParams } from '../params.ts';
import { routePlugin, type RoutePlugin } from '../route-plugin.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

type Deps = Pick<Verbs, 'addCoachNote' | 'listCoachNotes' | 'removeCoachNote'>;

/** What coaches write about an athlete: nothing that the athlete can't read (R4). */
export const coachNoteRoutes = (deps: Deps): RoutePlugin =>
  routePlugin((app) => {
    const tags = ['consent'];

    app.post(
      '/notes',
      {
        config: { grant: { anyOf: GRANT_SCOPES, what: 'note_written', bounds: 'none' } },
        schema: {
          tags,
          summary:
            'A note on an athlete, or a message pinned to a week; by a coach, under the athlete’s path',
          body: newCoachNote,
          response: { 201: coachNoteSchema },
        },
      },
      async (request, reply) => {
        const { athleteId, grant } = callerOf(request);
        if (grant === null) throw new AppError('not_allowed', 'Notes are written by coaches.');
        const { text, week = null } = request.body;
        const note = await deps.addCoachNote({ athleteId, grant, week, text });
        return reply.code(201).send(presentCoachNote(note));
      },
    );

    app.get(
      '/notes',
      {
        config: { grant: { anyOf: GRANT_SCOPES, what: 'notes', bounds: 'none' } },
        schema: {
          tags,
          summary: 'All of them for the athlete, their own and their clinic’s for a coach; newest first',
          querystring: coachNotesQuery,
          response: { 200: listOf(coachNoteSchema) },
        },
      },
      async (request) => {
        const notes = await deps.listCoachNotes({ ...callerOf(request), ...request.query });
        return { items: notes.map(presentCoachNote) };
      },
    );

    app.delete(
      '/notes/:id',
      {
        config: { grant: { anyOf: GRANT_SCOPES, what: 'note_written', bounds: 'none' } },
        schema: {
          tags,
          summary: 'By its author or the athlete',
          params: idParams,
          response: { 204: NO_CONTENT },
        },
      },
      async (request, reply) => {
        const { athleteId, grant } = callerOf(request);
        await deps.removeCoachNote({ athleteId, grant, id: request.params.id });
        return reply.code(204).send(null);
      },
    );
  });
