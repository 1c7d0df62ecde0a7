const NOT_ASCII = /[\u0080-\uffff]/g;

/** JSON of ASCII alone: a frame of it has a byte for each letter, so that its length is known and it is sent as it is. */
export function asciiJson(value: unknown): string {
  const json = JSON.stringify(value);
  const escaped = json.replace(
    NOT_ASCII,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  // Held as one byte a letter: one piece that is wider would make the whole frame twice the memory.
  return escaped === json ? json : Buffer.from(escaped, 'latin1').toString('latin1');
}
