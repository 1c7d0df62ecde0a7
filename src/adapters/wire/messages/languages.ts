import type { Locale } from '../../../domain/athlete.ts';

export interface Language {
  /** In its own words. */
  readonly name: string;
  /** Whose dates, numbers and voice it has. */
  readonly region: string;
  /** Language tags of readers who understand it, their primary part. */
  readonly understoodBy: readonly string[];
  /** Short for hours. */
  readonly hour: string;
}

/** Facts of each language; its words are in a catalogue for sentences and one for the page. */
export const LANGUAGES: Readonly<Record<Locale, Language>> = {
  da: {
    name: 'Dansk',
    region: 'da-DK',
    understoodBy: ['da', 'nb', 'nn', 'no', 'fo', 'kl'],
    hour: 't',
  },
  // English dates are read in Europe: 24 h, Monday first, so the British region.
  en: { name: 'English', region: 'en-GB', understoodBy: ['en'], hour: 'h' },
};
