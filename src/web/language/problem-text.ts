import type { ApiProblem } from '../api/api-client.ts';
import { locale, words } from './language.ts';

/** A refusal as a sentence: ours by its code; in English else the server's own, which names the field at fault. */
export function problemText({ code, message }: ApiProblem): string {
  const { codes, unknown } = words.value.problem;
  const theirs = locale.value === 'en' && message !== '' ? message : unknown;
  return codes[code] ?? theirs;
}
