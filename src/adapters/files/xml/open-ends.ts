const ENDS: readonly (readonly [opening: string, closing: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/**
 * Blanks the openings of comments, CDATA sections and instructions that are never closed, as in a title that was cut: a
 * reader would take all that follows for a part of them. `at` is where the first one stood, -1 where there was none.
 */
export function withoutOpenEnds(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly at: number } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const open = ENDS.map(([opening, closing]) => text.indexOf(opening, endOfLast(text, opening, closing)));
  const found = open.filter((at) => at >= 0);
  if (found.length === 0) return { bytes, at: -1 };
  const blanked = new Uint8Array(bytes);
  for (const at of found) blanked.fill(0x20, at, at + 2);
  return { bytes: blanked, at: Math.min(...found) };
}

/** Where the last one ends that is closed. */
function endOfLast(text: Buffer, opening: string, closing: string): number {
  for (let from = 0; ;) {
    const at = text.indexOf(opening, from);
    const end = at < 0 ? -1 : text.indexOf(closing, at + opening.length);
    if (end < 0) return from;
    from = end + closing.length;
  }
}
