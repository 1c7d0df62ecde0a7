import { Parser } from 'htmlparser2';
import { encodingOf } from './encoding-of.ts';
import { withoutOpenEnds } from './open-ends.ts';

const CHUNK_BYTES = 64 * 1024;
/** No format we read nests deeper; a file that does is hostile. */
const DEEPEST = 64;
/** Free text of people and applications, which may look like markup: no fault in it costs anything. */
const TITLES: ReadonlySet<string> = new Set(['name', 'desc', 'cmt', 'keywords', 'Notes', 'Name']);

/** What a reader takes of an XML file. Names come without their prefix. */
export interface ElementReader {
  open(name: string, attributes: Readonly<Record<string, string>>, path: readonly string[]): void;
  /** `text` is what stood in the element, without what stood in others inside it. */
  close(name: string, text: string, path: readonly string[]): void;
}

/** How the reading of an XML file went. */
export interface XmlReading {
  /** False when the file is cut off, or nests deeper than any format does. */
  readonly complete: boolean;
  /** How many elements of the counted name stand in the file beyond the `read` ones. */
  readonly lost: (read: number) => number;
  /** The line on which an element is closed that was not the last one opened, titles left out; null when there is none. */
  readonly faultLine: () => number | null;
}

/**
 * Streams an XML file through `reader`. Nothing expands and nothing outside is fetched: entities other than the five of
 * XML are plain text. The parser forgives what real exports hold: blanks before the declaration, lone ampersands and
 * angle brackets in titles, forbidden characters, tags that do not match. An error costs the element that it stands in.
 *
 * @param counted the element whose losses are counted.
 */
export function readElements(given: Uint8Array, counted: string, reader: ElementReader): XmlReading {
  const { bytes, at: openEndAt } = withoutOpenEnds(given);
  const decoded = (upTo?: number): string =>
    new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, upTo));
  let openEnd = openEndAt < 0 ? Infinity : decoded(openEndAt).length;
  const path: string[] = [];
  const texts: string[] = [];
  let openedAt = -1;
  const depth = { exceeded: false };
  let ended = false;
  let faultAt = -1;
  const isInTitle = (): boolean => path.some((name) => TITLES.has(name));
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        const name = localName(tag);
        openedAt = parser.startIndex;
        depth.exceeded ||= path.length >= DEEPEST;
        if (!depth.exceeded) reader.open(name, attributes, path);
        path.push(name);
        texts.push('');
      },
      ontext(more) {
        if (parser.endIndex >= openEnd) {
          if (faultAt < 0 && !isInTitle()) faultAt = openEnd;
          openEnd = Infinity;
        }
        const last = texts.length - 1;
        if (last >= 0) texts[last] = texts[last]! + more;
      },
      onclosetag(_tag, isImplied) {
        // What is still open at the end was cut off: half a value is none.
        if (ended) return;
        const isSelfClosing = parser.startIndex === openedAt;
        if (isImplied && !isSelfClosing && !isInTitle() && faultAt < 0) faultAt = parser.startIndex;
        const name = path.pop();
        const text = texts.pop() ?? '';
        if (name !== undefined && !depth.exceeded) reader.close(name, text.trim(), path);
      },
    },
    { xmlMode: true },
  );
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length && !depth.exceeded; at += CHUNK_BYTES)
    parser.write(decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true }));
  ended = true;
  parser.end(decoder.decode());
  return {
    complete: path.length === 0,
    lost: (read) => Math.max(0, countOf(decoded(), counted) - read),
    faultLine: () => (faultAt < 0 ? null : decoded().slice(0, faultAt).split('\n').length),
  };
}

function countOf(text: string, element: string): number {
  return text.match(new RegExp(`<(?:[\\w.-]+:)?${element}[\\s/>]`, 'g'))?.length ?? 0;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
