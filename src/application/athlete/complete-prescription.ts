import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import { DEFAULT_PRESCRIPTION } from '../../domain/prescription/default-prescription.ts';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import {
  fromArticleNumbers,
  toArticleNumbers,
  type ArticleNumbers,
} from '../../domain/prescription/article.ts';
import type { Prescription, PrescriptionContent } from '../../domain/prescription/prescription.ts';
import {
  validateArticleNumbers,
  type PrescriptionFault,
} from '../../domain/prescription/validate-article-numbers.ts';
import { validatePrescription } from '../../domain/prescription/validate-prescription.ts';
import { AppError } from '../errors.ts';

type Some<Parts> = { readonly [Part in keyof Parts]?: Parts[Part] | undefined };

export type NewPrescription = Pick<Prescription, 'validFrom' | 'reason' | 'author'> & {
  /** In the language, or in the article's numbers. */
  readonly given:
    | { readonly language: Some<PrescriptionContent> }
    | { readonly numbers: Some<ArticleNumbers> };
};

/**
 * A whole prescription from what a person gave (T15): a part that is left out stays as it was in force on that date.
 * `invalid_input` names every field at fault (P3).
 */
export function completePrescription(
  id: string,
  { validFrom, reason, author, given }: NewPrescription,
  history: readonly Prescription[],
): Prescription {
  const inForce = choosePrescription(history, isoWeekOf(validFrom));
  const own = { id, validFrom, author, reason };
  if ('numbers' in given) {
    const before = toArticleNumbers(inForce) ?? toArticleNumbers(DEFAULT_PRESCRIPTION)!;
    const { numbers } = given;
    const whole: ArticleNumbers = {
      bands: numbers.bands ?? before.bands,
      zone2: numbers.zone2 ?? before.zone2,
      interval4x4: numbers.interval4x4 ?? before.interval4x4,
      antiInflammatory: numbers.antiInflammatory ?? before.antiInflammatory,
      cardio: numbers.cardio ?? before.cardio,
      strength: numbers.strength ?? before.strength,
    };
    refuse(validateArticleNumbers(whole));
    return { ...own, ...fromArticleNumbers(whole), ceiling: inForce.ceiling };
  }
  const { bands = inForce.bands, targets = inForce.targets, ceiling = inForce.ceiling } = given.language;
  refuse(validatePrescription({ bands, targets, ceiling }));
  return { ...own, bands, targets, ceiling };
}

function refuse(faults: readonly PrescriptionFault[]): void {
  const [first] = faults;
  if (first === undefined) return;
  throw new AppError('invalid_input', 'The prescription can not be followed: see `faults`.', {
    field: first.field,
    faults,
  });
}
