export type RelayTransport = 'http' | 'websocket' | 'mqtt' | 'lan';

/** One message of a relay app, read as far as its form goes. */
export interface RelayFrame {
  readonly text: string;
  readonly transport: RelayTransport;
  readonly userAgent: string | null;
  /** What the text is as JSON; undefined when it is none. Whole numbers too large for a double are strings of digits. */
  readonly json: unknown;
  /** `key=value&…` or lines of `key:value`; null when it is neither. Keys as sent. */
  readonly pairs: ReadonlyMap<string, string> | null;
}

/** Strings, also one that never ends, and numbers, each taken whole so that the search is linear. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*(?:"|$)|[\d.eE+-]+/g;
/** Where there may be one that a double does not hold. */
const LONG_DIGITS = /\d{16}/;
/** More digits than a double holds. */
const LONG_INTEGER = /^-?\d{16,}$/;
const KEY = /^[\w.[\] -]{1,64}$/;
const MOST_PAIRS = 200;

/** Reads the form of a message: JSON, a form, `key:value`, or plain text. Total. */
export function relayFrame(
  text: string,
  about: { readonly transport: RelayTransport; readonly userAgent?: string | null },
): RelayFrame {
  const trimmed = text.trim();
  const json = readJson(trimmed);
  return {
    text: trimmed,
    transport: about.transport,
    userAgent: about.userAgent ?? null,
    json,
    pairs: json === undefined ? readPairs(trimmed) : null,
  };
}

/** N4: nanoseconds never pass through a double, so long integers are kept as their digits. */
function readJson(text: string): unknown {
  if (!/^[[{"\d-]|^(?:true|false|null)$/.test(text)) return undefined;
  try {
    if (!LONG_DIGITS.test(text)) return JSON.parse(text);
    return JSON.parse(
      text.replace(STRING_OR_NUMBER, (found) => (LONG_INTEGER.test(found) ? `"${found}"` : found)),
    );
  } catch {
    return undefined;
  }
}

function readPairs(text: string): ReadonlyMap<string, string> | null {
  const isForm = /^[\w.[\]-]+=/.test(text);
  const parts = isForm ? text.split('&') : text.split(/\r?\n|;/);
  if (parts.length > MOST_PAIRS) return null;
  const pairs = new Map<string, string>();
  for (const part of parts) {
    if (part.trim() === '') continue;
    const end = part.indexOf(isForm ? '=' : ':');
    const key = part.slice(0, Math.max(0, end)).trim();
    if (!KEY.test(key)) return null;
    const value = part.slice(end + 1);
    pairs.set(key, (isForm ? decoded(value) : value).trim());
  }
  return pairs.size === 0 ? null : pairs;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
