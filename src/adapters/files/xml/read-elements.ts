import { SaxesParser } from 'saxes';
import { encodingOf } from '../sniff.ts';

const CHUNK_BYTES = 64 * 1024;
/** The longest beginning of an entity that may still become one of XML's own. */
const ENTITY_CHARACTERS = 9;
const LONE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)/gi;
const FORBIDDEN_CHARACTERS = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;
/** No format we read nests deeper; a file that does is hostile. */
const DEEPEST = 64;

/** What a reader wants to hear of an XML file. Names come without their prefix. */
export interface ElementReader {
  open(name: string, attributes: Readonly<Record<string, string>>, path: readonly string[]): void;
  /** `text` is what stood directly before the end tag. */
  close(name: string, text: string, path: readonly string[]): void;
}

/**
 * Streams an XML file through `reader`. Nothing expands and nothing outside is fetched: entities other than the five of
 * XML are plain text. Blanks before the declaration, ampersands that nobody escaped and control characters in a title are
 * what real exports hold, and cost nothing. Returns the bytes that were read; fewer than there are when the file is cut
 * off or not well formed: what came before stands.
 */
export function readElements(bytes: Uint8Array, reader: ElementReader): number {
  const parser = new SaxesParser();
  const path: string[] = [];
  let text = '';
  let failed = false;
  parser.on('error', () => {
    failed = true;
  });
  parser.on('opentag', (tag) => {
    if (failed) return;
    const name = localName(tag.name);
    text = '';
    if (path.length >= DEEPEST) {
      failed = true;
      return;
    }
    reader.open(name, tag.attributes, path);
    path.push(name);
  });
  const addText = (more: string): void => {
    text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const name = path.pop();
    if (name !== undefined && !failed) reader.close(name, text.trim(), path);
    text = '';
  });
  const decoder = new TextDecoder(encodingOf(bytes));
  let kept = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const piece = kept + decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true });
    const cut = piece.indexOf('&', Math.max(0, piece.length - ENTITY_CHARACTERS));
    kept = cut < 0 ? '' : piece.slice(cut);
    const whole = mended(cut < 0 ? piece : piece.slice(0, cut));
    parser.write(at === 0 ? whole.trimStart() : whole);
    if (hasFailed()) return at;
  }
  parser.write(mended(kept));
  parser.close();
  return hasFailed() ? bytes.length - 1 : bytes.length;

  // The handlers above change it behind the compiler's back.
  function hasFailed(): boolean {
    return failed;
  }
}

function mended(text: string): string {
  return text.replaceAll(LONE_AMPERSAND, '&amp;').replaceAll(FORBIDDEN_CHARACTERS, '');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
