import { renderNote } from '../../../adapters/wire/messages/render.ts';
import type { PrescriptionContent, Target } from '../../../domain/prescription/prescription.ts';
import type { PrescriptionFault } from '../../../domain/prescription/validate-article-numbers.ts';
import { scopeNotes } from '../../../domain/targets/scope-notes.ts';
import { kindOf } from '../../../domain/targets/targets.ts';
import { locale, words } from '../../language/language.ts';
import { basisInForce } from '../../shell/athlete.ts';
import { doseWords } from './dose-words.ts';

/**
 * What a drafted target asks for, as the reports will say it and in the athlete's own bpm; null while something in it, or in
 * the bands that it counts in, is at fault.
 */
export function doseSentence(
  content: PrescriptionContent,
  index: number,
  faults: readonly Pick<PrescriptionFault, 'field'>[],
): string | null {
  const isFaulty = faults.some(
    ({ field }) =>
      field.startsWith('bands') || field === `targets.${index}` || field.startsWith(`targets.${index}.`),
  );
  if (isFaulty) return null;
  const target: Target = content.targets[index]!;
  const rule = kindOf(target).ruleNote(target, { prescription: content, basis: basisInForce() });
  const notes = [rule, ...scopeNotes(target, content)];
  const sentences = notes.map((note) => renderNote(note, locale.value));
  return `${capitalised(doseWords(target, words.value.prescription))}. ${sentences.join(' ')}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale.value) + text.slice(1);
}
