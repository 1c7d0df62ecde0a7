import type { Language } from '../language.ts';

/** English dates are read in Europe: 24 h, Monday first, so the British region. */
export const english: Language = { name: 'English', region: 'en-GB', understoodBy: ['en'], hour: 'h' };
