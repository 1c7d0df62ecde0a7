import { Type, type Static } from 'typebox';
import { instant, isoWeek, text } from './formats.ts';
import { nullable, strict } from './schema.ts';

export const newCoachNote = strict({ text: text(2_000), week: Type.Optional(isoWeek()) });

export const coachNoteSchema = strict({
  id: Type.String(),
  author: strict({ name: Type.String(), clinic: Type.Optional(Type.String()) }),
  /** The week that it is pinned to. */
  week: nullable(Type.String()),
  text: Type.String(),
  createdAt: instant(),
});

export function presentCoachNote(note: {
  readonly id: string;
  readonly author: { readonly name: string; readonly clinic: { readonly name: string } | null };
  readonly week: string | null;
  readonly text: string;
  readonly createdAtMs: number;
}): Static<typeof coachNoteSchema> {
  const { id, author, week } = note;
  return {
    id,
    author: { name: author.name, ...(author.clinic === null ? {} : { clinic: author.clinic.name }) },
    week,
    text: note.text,
    createdAt: new Date(note.createdAtMs).toISOString(),
  };
}
