import { isArticleTarget } from '../prescription/article.ts';
import { note } from '../note-ids.ts';
import type { Note } from '../note.ts';
import type { PrescriptionContent, Target } from '../prescription/prescription.ts';
import { nameValues } from '../words.ts';

/**
 * Which sessions a target looks at, where that is not all of them: its sports (`sports`, ids between commas), and the
 * targets whose sessions count here too (T7). A target of the article says it in its own sentence.
 */
export function scopeNotes(
  target: Target,
  prescription: Pick<PrescriptionContent, 'bands' | 'targets'>,
): Note[] {
  const { sports, exceptSports, alsoCounts = [] } = target;
  if (isArticleTarget(target, prescription)) return [];
  const notes: Note[] = [];
  if (sports !== undefined) notes.push(note('target.only_sports', { sports: sports.join(',') }));
  if (exceptSports !== undefined && exceptSports.length > 0) {
    notes.push(note('target.except_sports', { sports: exceptSports.join(',') }));
  }
  const names = prescription.targets.filter(({ id }) => alsoCounts.includes(id)).map(({ name }) => name);
  if (names.length > 0) notes.push(note('target.also_counts', nameValues(names)));
  return notes;
}
