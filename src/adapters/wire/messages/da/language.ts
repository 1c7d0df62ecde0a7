import type { Language } from '../language.ts';

export const danish: Language = {
  name: 'Dansk',
  region: 'da-DK',
  understoodBy: ['da', 'nb', 'nn', 'no', 'fo', 'kl'],
  hour: 't',
};
