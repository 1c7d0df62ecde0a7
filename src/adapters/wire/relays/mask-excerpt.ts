const EXCERPT_LETTERS = 200;

/**
 * The beginning of a frame that could not be read, with its shape and names and without its values (N3): enough for a
 * person to see what the app sends, nothing of a heart, a place or a secret.
 */
export function maskExcerpt(text: string): string {
  return text
    .slice(0, EXCERPT_LETTERS)
    .replaceAll(/\p{C}/gu, ' ')
    .replaceAll(/"(?:[^"\\]|\\.)*("\s*:|"|\\?$)/g, (found, end: string) =>
      end.endsWith(':') ? found : '"…"',
    )
    .replaceAll(/([=:]\s*)(?!["[{#]|\s)[^\s,;&}\]]+/g, '$1…')
    .replaceAll(/[\w-]{24,}/g, '…')
    .replaceAll(/\d/g, '#');
}
