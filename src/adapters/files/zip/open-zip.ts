import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';

/** A zip archive on disk. */
export interface OpenZip extends Pick<ZipFile, 'eachEntry' | 'close' | 'openReadStreamPromise'> {
  /** The bytes of an entry as they lie in the archive. */
  readRaw(entry: Entry): Promise<Buffer>;
}

/** Several entries of activities and the headers before them, or a thousand lines of the list of files. */
const BLOCK_BYTES = 2 ** 18;
/** What a large entry is read in. */
const PIECE_BYTES = 2 ** 16;
/** One in the list of files, at the end of the archive, and one where the files lie. */
const MOST_BLOCKS = 2;

/**
 * Opens an archive. File names are decoded and judged one by one: a trick in one of them must not cost the others.
 *
 * @throws what the file system throws, and an error without `syscall` when it is no archive.
 */
export async function openZip(path: string): Promise<OpenZip> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  const blocks = new BlockReader(file);
  const zip = await fromRandomAccessReaderPromise(blocks, size, {
    decodeStrings: false,
    autoClose: false,
  }).catch((error: unknown) => {
    blocks.close(() => undefined);
    throw error;
  });
  return {
    eachEntry: () => zip.eachEntry(),
    openReadStreamPromise: (entry: Entry) => zip.openReadStreamPromise(entry),
    close: () => zip.close(),
    async readRaw(entry) {
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      return blocks.at(fileDataStart, entry.compressedSize);
    },
  };
}

/** Reads whole blocks, of which the next bytes are taken: yauzl asks the disk for every few bytes by themselves. */
class BlockReader extends RandomAccessReader {
  readonly #file: FileHandle;
  /** The one used last comes last. */
  #blocks: { readonly from: number; readonly bytes: Buffer }[] = [];

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  /** A copy of these bytes. @throws when the file ends before. */
  async at(from: number, length: number): Promise<Buffer> {
    const to = from + length;
    let block = this.#blocks.find((each) => each.from <= from && each.from + each.bytes.length >= to);
    if (block === undefined) {
      const bytes = Buffer.allocUnsafeSlow(Math.max(length, BLOCK_BYTES));
      const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, from);
      if (bytesRead < length) throw new Error('The file ends too early.');
      block = { from, bytes: bytes.subarray(0, bytesRead) };
    }
    this.#blocks = [...this.#blocks.filter((each) => each !== block).slice(1 - MOST_BLOCKS), block];
    return Buffer.from(block.bytes.subarray(from - block.from, to - block.from));
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    void this.at(position, length).then((bytes) => {
      bytes.copy(buffer, offset);
      callback(null);
    }, callback);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#pieces(start, end));
  }

  override close(callback: (error: Error | null) => void): void {
    void this.#file.close().then(() => callback(null), callback);
  }

  async *#pieces(from: number, to: number): AsyncGenerator<Buffer> {
    for (let at = from; at < to; at += PIECE_BYTES) {
      const bytes = Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, to - at));
      const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, at);
      yield bytes.subarray(0, bytesRead);
      if (bytesRead < bytes.length) return;
    }
  }
}
