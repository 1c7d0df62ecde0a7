import { Zip, ZipPassThrough } from 'fflate';

/**
 * A zip archive of these files, in pieces as they come: memory holds one file. Entries are stored, not deflated, because
 * deflating in this thread would keep live streams waiting.
 */
export async function* writeZip(
  entries: AsyncIterable<{ readonly path: string; readonly bytes: Uint8Array }>,
): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  for await (const { path, bytes } of entries) {
    const file = new ZipPassThrough(path);
    zip.add(file);
    file.push(bytes, true);
    yield* pieces.splice(0);
  }
  zip.end();
  yield* pieces;
}
