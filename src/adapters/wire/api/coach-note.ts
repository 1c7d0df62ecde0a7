import { Type, type Static } from 'typebox';
import { instant, isoWeek, text } from './formats.ts';
import { nullable, strict } from './schema.ts';

export const newCoachNote = strict({ text: text(2_000), week: Type.Optional(isoWeek()) });

export const coachNotesQuery = strict({ week: Type.Optional(isoWeek()) });

/** As they were called when they wrote. */
export const coachAuthor = strict({
  userId: Type.String(),
  name: Type.String(),
  clinic: Type.Optional(Type.String()),
});

export const coachNoteSchema = strict({
  id: Type.String(),
  author: coachAuthor,
  /** The week that it is pinned to. */
  week: nullable(Type.String()),
  text: Type.String(),
  createdAt: instant(),
});

interface Author {
  readonly userId: string;
  readonly name: string;
  readonly clinic: { readonly name: string } | null;
}

export function presentCoachAuthor({ userId, name, clinic }: Author): Static<typeof coachAuthor> {
  return { userId, name, ...(clinic === null ? {} : { clinic: clinic.name }) };
}

export function presentCoachNote(note: {
  readonly id: string;
  readonly author: Author;
  readonly week: string | null;
  readonly text: string;
  readonly createdAtMs: number;
}): Static<typeof coachNoteSchema> {
  const { id, author, week } = note;
  return {
    id,
    author: presentCoachAuthor(author),
    week,
    text: note.text,
    createdAt: new Date(note.createdAtMs).toISOString(),
  };
}
