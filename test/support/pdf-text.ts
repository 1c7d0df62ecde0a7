import { unzlibSync } from 'fflate';

/** The text of a PDF whose fonts tell which glyph is which character, as ours do, a piece a line. */
export function pdfText(pdf: Buffer): string {
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  const bodies = objectsOf(pdf);
  const textOf = (id: string): string => bodies.get(id) ?? '';
  for (const [id, body] of bodies) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(body)?.[1];
    if (map !== undefined) fonts.set(id, charactersOf(textOf(map)));
  }
  const named = new Map<string, ReadonlyMap<string, string>>();
  for (const body of bodies.values()) {
    for (const [, name, id] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = fonts.get(id!);
      if (font !== undefined) named.set(name!, font);
    }
  }
  const lines: string[] = [];
  for (const body of bodies.values()) {
    let font: ReadonlyMap<string, string> | undefined;
    for (const [, name, shown] of body.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name !== undefined) font = named.get(name);
      else {
        const glyphs = [...shown!.matchAll(/<([0-9a-f]+)>/gi)].flatMap(
          ([, hex]) => hex!.match(/.{4}/g) ?? [],
        );
        lines.push(glyphs.map((glyph) => font?.get(glyph.toLowerCase()) ?? '').join(''));
      }
    }
  }
  return lines.join('\n');
}

/** Every object by its number; what is compressed, unpacked. */
function objectsOf(pdf: Buffer): Map<string, string> {
  const bodies = new Map<string, string>();
  for (const [, id, body] of pdf.toString('latin1').matchAll(/(\d+) 0 obj\n([^]*?)\nendobj/g)) {
    const [head, stream] = body!.split(/\nstream\n/);
    const packed = stream?.replace(/\nendstream$/, '');
    bodies.set(
      id!,
      packed !== undefined && head!.includes('/FlateDecode')
        ? Buffer.from(unzlibSync(Buffer.from(packed, 'latin1'))).toString('latin1')
        : body!,
    );
  }
  return bodies;
}

/** What a `ToUnicode` map says of each glyph. */
function charactersOf(map: string): Map<string, string> {
  const characters = new Map<string, string>();
  for (const [, first, , listed] of map.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)) {
    for (const [index, [, hex]] of [...listed!.matchAll(/<([0-9a-f ]*)>/gi)].entries()) {
      const glyph = (Number.parseInt(first!, 16) + index).toString(16).padStart(4, '0');
      const units = (hex!.replaceAll(' ', '').match(/.{4}/g) ?? []).map((each) => Number.parseInt(each, 16));
      characters.set(glyph, String.fromCharCode(...units));
    }
  }
  return characters;
}
