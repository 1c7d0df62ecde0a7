import {
  fromArticleNumbers,
  toArticleNumbers,
  type ArticleNumbers,
} from '../../src/domain/prescription/article.ts';
import { DEFAULT_PRESCRIPTION } from '../../src/domain/prescription/default-prescription.ts';
import type { Band, Prescription } from '../../src/domain/prescription/prescription.ts';

export const ARTICLE_NUMBERS: ArticleNumbers = toArticleNumbers(DEFAULT_PRESCRIPTION)!;

/** The article's prescription with some numbers of one's own. */
export function articleWith(changes: Partial<ArticleNumbers>, own: Partial<Prescription> = {}): Prescription {
  return { ...DEFAULT_PRESCRIPTION, ...own, ...fromArticleNumbers({ ...ARTICLE_NUMBERS, ...changes }) };
}

/** A band in per cent of max heart rate. */
export function percentBand(id: string, lowPercent: number, highPercent: number): Band {
  return {
    id,
    name: { da: id, en: id },
    low: { percentOfMax: lowPercent },
    high: { percentOfMax: highPercent },
  };
}
