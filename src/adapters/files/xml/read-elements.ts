import { SaxesParser } from 'saxes';
import { encodingOf } from '../sniff.ts';

const CHUNK_BYTES = 64 * 1024;
/** No format we read nests deeper; a file that does is hostile. */
const DEEPEST = 64;

/** What a reader wants to hear of an XML file. Names come without their prefix. */
export interface ElementReader {
  open(name: string, attributes: Readonly<Record<string, string>>, path: readonly string[]): void;
  /** `text` is what stood directly before the end tag. */
  close(name: string, text: string, path: readonly string[]): void;
}

/**
 * Streams an XML file through `reader`. Entities other than the five of XML are errors, so nothing expands and nothing
 * outside is fetched. Returns the bytes that were read; fewer than there are when the file is cut off or not well
 * formed: what came before stands.
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
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    parser.write(decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true }));
    if (hasFailed()) return at;
  }
  parser.close();
  return hasFailed() ? bytes.length - 1 : bytes.length;

  // The handlers above change it behind the compiler's back.
  function hasFailed(): boolean {
    return failed;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
