import type { Locale } from '../../../domain/athlete.ts';
import { danish } from './da/language.ts';
import { english } from './en/language.ts';
import type { Language } from './language.ts';

/** A language is a folder: its facts, the names of things, sentences, and the words of the page. */
export const LANGUAGES: Readonly<Record<Locale, Language>> = { da: danish, en: english };
