import type { IntervalsTarget } from '../../domain/four-by-four/edges-for.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { words } from './language.ts';
import { nameOf } from './names.ts';

export interface IntervalWords {
  readonly boutsTitle: string;
  readonly boutsAbove: (values: { readonly time: string }) => string;
  readonly qualityTitle: string;
  readonly qualityText: string;
  /** Heads the time above the band. */
  readonly aboveTitle: string;
}

/** What is asked about intervals: of the article's 4×4 in its words, of any other under the name it was given. */
export function intervalWords(
  prescription: Prescription,
  target: IntervalsTarget | undefined,
): IntervalWords {
  const { session, weeks, targets, cells } = words.value;
  const title = target === undefined ? '' : nameOf(target.id, prescription).title;
  if (title === '' || title === targets['interval_4x4'].title) {
    const { boutsTitle, boutsAbove } = session;
    const { qualityTitle, qualityText } = weeks;
    return {
      boutsTitle,
      boutsAbove,
      qualityTitle,
      qualityText,
      aboveTitle: cells['gt90'] ?? weeks.aboveBand,
    };
  }
  return {
    boutsTitle: session.boutsTitleOf({ name: title }),
    boutsAbove: session.boutsAboveBand,
    qualityTitle: weeks.qualityTitleOf({ name: title }),
    qualityText: weeks.qualityTextOfBand,
    aboveTitle: weeks.aboveBand,
  };
}
