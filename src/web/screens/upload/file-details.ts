import type { PageWords } from '../../../adapters/wire/messages/en/page.ts';

/** What a decoder's English sentence may tell beside its kind, in the order in which it is told. */
const DETAILS = [
  ['line', /\bline (\d+)/],
  ['example', /“([^”]+)”/],
  ['bytes', /\b(\d+) bytes\b/],
  ['count', /(?::| of) (\d+)\.$/],
  ['mebibytes', /\blarger than (\d+) MiB\b/],
  ['limit', /\bmore than (\d+) (?:files|messages|recordings)\b/],
] as const;

/** The numbers and examples of such a sentence in the reader's words, in brackets; empty where it has none. */
export function fileDetails(message: string, details: PageWords['upload']['details']): string {
  const told = DETAILS.flatMap(([name, form]) => {
    const value = form.exec(message)?.[1];
    return value === undefined ? [] : [details[name]({ value })];
  });
  return told.length === 0 ? '' : `(${told.join('; ')})`;
}
