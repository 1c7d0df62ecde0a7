import type { Static } from 'typebox';
import type { NewPrescription } from '../../application/athlete/complete-prescription.ts';
import { AppError } from '../../application/errors.ts';
import { prescriberBy } from '../../application/people/coach-author.ts';
import type { ArticleNumbers } from '../../domain/prescription/article.ts';
import type { PrescriptionContent } from '../../domain/prescription/prescription.ts';
import type { newPrescription } from '../wire/api/prescription.ts';
import type { Caller } from './access.ts';

type Body = Static<typeof newPrescription>;
type LanguageBand = PrescriptionContent['bands'][number];
type NumbersBand = ArticleNumbers['bands'][number];

/** What a request gives of a prescription, by the athlete or by a coach. */
export function prescriptionOf(body: Body, { athleteId, grant }: Caller): NewPrescription {
  const { validFrom, reason = null } = body;
  const author = grant === null ? { userId: athleteId } : prescriberBy(grant);
  return { validFrom, reason, author, given: givenBy(body) };
}

/** In the article's numbers where any of them is given, else in the language. */
export function givenBy(body: Omit<Body, 'validFrom'>): NewPrescription['given'] {
  const { bands, targets, ceiling, zone2, interval4x4, antiInflammatory, cardio, strength } = body;
  const numbers = { zone2, interval4x4, antiInflammatory, cardio, strength };
  const numbersBands = bands?.filter((band): band is NumbersBand => 'lowPercent' in band);
  const isNumbers =
    (numbersBands ?? []).length > 0 || Object.values(numbers).some((part) => part !== undefined);
  if (!isNumbers) {
    const ofLanguage = bands as readonly LanguageBand[] | undefined;
    return { language: { bands: ofLanguage, targets, ceiling } };
  }
  if (numbersBands?.length !== bands?.length || targets !== undefined || ceiling !== undefined) {
    throw new AppError('invalid_input', 'Give bands and targets, or the numbers of the article: not both.', {
      field: targets === undefined ? 'bands' : 'targets',
    });
  }
  return { numbers: { bands: numbersBands, ...numbers } };
}
