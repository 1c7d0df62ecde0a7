import type { IntervalsTarget } from '../../domain/four-by-four/edges-for.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { words } from './language.ts';
import { nameOf } from './names.ts';

/** What is asked about intervals: of the article's 4×4 in its words, of any other under the name it was given. */
export function intervalWords(
  prescription: Prescription,
  target: IntervalsTarget | undefined,
): { boutsTitle: string; qualityTitle: string } {
  const { session, weeks, targets } = words.value;
  const title = target === undefined ? '' : nameOf(target.id, prescription).title;
  if (title === '' || title === targets['interval_4x4'].title) {
    return { boutsTitle: session.boutsTitle, qualityTitle: weeks.qualityTitle };
  }
  return {
    boutsTitle: session.boutsTitleOf({ name: title }),
    qualityTitle: weeks.qualityTitleOf({ name: title }),
  };
}
