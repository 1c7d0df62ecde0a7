import { encodingOf } from './xml/encoding-of.ts';

/** Enough for an XML prolog with comments before the root element, and for the first keys of a JSON file. */
const START_BYTES = 4_096;
const ROOT_ELEMENT = /<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]/;

/** The beginning of a file, as formats are told by it. */
export interface FileStart {
  readonly bytes: Uint8Array;
  readonly text: string;
  /** Name of the first XML element, without its prefix. */
  readonly root: string | null;
}

export function fileStart(bytes: Uint8Array): FileStart {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, START_BYTES));
  const root = ROOT_ELEMENT.exec(text.replace(/<!--[\s\S]*?-->/g, ''))?.[1] ?? null;
  return { bytes, text, root };
}
