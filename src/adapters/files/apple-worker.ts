import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { openPromise } from 'yauzl';
import { activityFile } from './health/activity-file.ts';
import { heartRateFile } from './health/heart-rate-file.ts';
import { createAppleScanner, type AppleScanner } from './health/apple-scanner.ts';

/** Where the export lies: a zip archive on disk, and the entry in it by the place of its header. */
export interface AppleExport {
  readonly zipPath: string;
  readonly headerAt: number;
}

/** An activity, or the heart rate of a month beside them, as its own file. */
export interface AppleFile {
  /** When it begins, as text; of a month without the time of its first day. */
  readonly name: string;
  readonly file: Uint8Array;
}

/** `part`: so many bytes of the list have been read, which brings no file yet; null: there is nothing more. */
export type AppleAnswer = AppleFile | 'part' | null;

/** The list is read in parts of this size, so that whoever waits sees it go on. */
export const APPLE_PART_BYTES = 2 ** 20;

/** Entry of a worker thread: sends one answer for each message through `port`, null last. */
export default async function appleTask(task: AppleExport & { readonly port: MessagePort }): Promise<void> {
  const { port } = task;
  const answer = async (said: AppleAnswer): Promise<void> => {
    await once(port, 'message');
    port.postMessage(said);
  };
  const scanner = createAppleScanner();
  let told = APPLE_PART_BYTES;
  let bytes = 0;
  for await (const piece of piecesOf(task)) {
    // Byte for byte: what is of interest is ASCII.
    scanner.write(piece.toString('latin1'));
    bytes += piece.length;
    for (; told <= bytes; told += APPLE_PART_BYTES) await answer('part');
  }
  for (const file of filesOf(scanner)) await answer(file);
  // By the port too: that the task has ended is told by another, which may be faster than the last file.
  await answer(null);
}

function* filesOf(scanner: AppleScanner): Generator<AppleFile> {
  for (const activity of scanner.activities()) {
    yield { name: new Date(activity.startMs).toISOString(), file: activityFile(activity) };
  }
  for (const { startMs, samples } of scanner.months()) {
    yield { name: new Date(startMs).toISOString().slice(0, 10), file: heartRateFile(samples) };
  }
}

async function* piecesOf({ zipPath, headerAt }: AppleExport): AsyncGenerator<Buffer> {
  const zip = await openPromise(zipPath, { decodeStrings: false, autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.relativeOffsetOfLocalHeader !== headerAt) continue;
      // The stream has no encoding, so it gives buffers.
      yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
      return;
    }
  } finally {
    zip.close();
  }
}
