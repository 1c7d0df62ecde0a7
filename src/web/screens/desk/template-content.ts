import { fromArticleNumbers, toArticleNumbers } from '../../../domain/prescription/article.ts';
import { DEFAULT_PRESCRIPTION } from '../../../domain/prescription/default-prescription.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import type { TemplateJson } from '../../api/contract.ts';

/** What a template prescribes to who has the article's: parts that it leaves out stay as they were. */
export function templateContent({ prescription: given }: Pick<TemplateJson, 'prescription'>): Prescription {
  const { bands, targets, ceiling, ...numbers } = given;
  const inNumbers = Object.keys(numbers).length > 0 || bands?.some((band) => 'lowPercent' in band) === true;
  if (inNumbers) {
    const article = toArticleNumbers(DEFAULT_PRESCRIPTION)!;
    // Checked by the server when it was made.
    const complete = { ...article, ...numbers, ...(bands && { bands }) } as typeof article;
    return { ...DEFAULT_PRESCRIPTION, ...fromArticleNumbers(complete) };
  }
  const language = {
    ...(bands && { bands }),
    ...(targets && { targets }),
    ...(ceiling !== undefined && { ceiling }),
  };
  return { ...DEFAULT_PRESCRIPTION, ...(language as Partial<Prescription>) };
}
