import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { trimArchive } from './trim-archive.ts';

/** An archive within an archive, on disk until it is disposed of. */
export interface NestedZip {
  readonly zipPath: string;
  dispose(): Promise<void>;
}

/** Writes it out and cuts off what does not belong to it. */
export async function unpackNested(
  temporaryDirectory: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<NestedZip> {
  const folder = await mkdtemp(join(temporaryDirectory, 'nested-zip-'));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const zipPath = join(folder, 'archive.zip');
    await pipeline(Readable.from(pieces), createWriteStream(zipPath));
    await trimArchive(zipPath);
    return { zipPath, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
