import type { Locale } from '../../../domain/athlete.ts';
import type { Note } from '../../../domain/note.ts';
import type { Reader } from '../messages/reader.ts';
import { renderNote } from '../messages/render.ts';

export function presentNotes(
  notes: readonly Note[],
  locale: Locale,
  reader: Reader,
): { id: string; text: string }[] {
  return notes.map((note) => ({ id: note.id, text: renderNote(note, locale, reader) }));
}
