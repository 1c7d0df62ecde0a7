import { renderNote } from '../../../adapters/wire/messages/render.ts';
import type { HeartBasis } from '../../../domain/bands/heart-basis.ts';
import type { PrescriptionContent, Target } from '../../../domain/prescription/prescription.ts';
import type { PrescriptionFault } from '../../../domain/prescription/validate-article-numbers.ts';
import { scopeNotes } from '../../../domain/targets/scope-notes.ts';
import { kindOf } from '../../../domain/targets/targets.ts';
import { locale, words } from '../../language/language.ts';
import { doseWords } from './dose-words.ts';

const NOTHING_KNOWN: HeartBasis = { maxBpm: null, restingBpm: null, thresholdBpm: null };

/**
 * What a drafted target asks for, as the reports will say it and in the athlete's own bpm; null while something in it, or in
 * the bands that it counts in, is at fault.
 */
export function doseSentence(
  content: PrescriptionContent,
  index: number,
  faults: readonly Pick<PrescriptionFault, 'field'>[],
  basis: HeartBasis | null,
): string | null {
  const isFaulty = faults.some(
    ({ field }) =>
      field.startsWith('bands') || field === `targets.${index}` || field.startsWith(`targets.${index}.`),
  );
  if (isFaulty) return null;
  const target: Target = content.targets[index]!;
  const rule = kindOf(target).ruleNote(target, { prescription: content, basis: basis ?? NOTHING_KNOWN });
  const notes = [rule, ...scopeNotes(target, content)];
  const sentences = notes.map((note) => renderNote(note, locale.value));
  // Of minutes the rule says as much.
  if (target.dose.unit === 'minutes' && target.dose.maximum === null) return sentences.join(' ');
  return `${capitalised(doseWords(target, words.value.prescription))}. ${sentences.join(' ')}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale.value) + text.slice(1);
}
