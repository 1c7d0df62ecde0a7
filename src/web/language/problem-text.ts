import type { ApiProblem } from '../api/api-client.ts';
import { locale, words } from './language.ts';

/** A refusal as a sentence: the server's own in English, which names the field at fault; ours by its code in Danish. */
export function problemText({ code, message }: ApiProblem): string {
  const { codes, unknown } = words.value.problem;
  const ours = codes[code];
  if (locale.value === 'en' && message !== '') return message;
  return ours ?? unknown;
}
