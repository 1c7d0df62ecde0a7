import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Zip, ZipDeflate } from 'fflate';

/** Zips the pieces of an `export.xml` as Apple Health exports it; answers how many bytes the XML has. */
export async function writeExport(path: string, pieces: Iterable<string>): Promise<number> {
  const out = createWriteStream(path);
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    out.write(piece);
  });
  const file = new ZipDeflate('apple_health_export/export.xml', { level: 1 });
  zip.add(file);
  let bytes = 0;
  for (const text of pieces) {
    const piece = Buffer.from(text);
    bytes += piece.length;
    file.push(piece);
    if (out.writableNeedDrain) await once(out, 'drain');
  }
  file.push(new Uint8Array(0), true);
  zip.end();
  out.end();
  await once(out, 'finish');
  return bytes;
}
