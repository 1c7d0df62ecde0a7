import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { collectGarbage } from './collect-garbage.ts';
import { activityFile } from './health/activity-file.ts';
import { heartRateFile } from './health/heart-rate-file.ts';
import { createAppleScanner, type AppleScanner } from './health/apple-scanner.ts';
import { openZip } from './zip/open-zip.ts';

/** Where the export lies: a zip archive on disk, and the entry in it by the place of its header. */
export interface AppleExport {
  readonly zipPath: string;
  readonly headerAt: number;
}

/** An activity, or the heart rate of a month beside them, as its own file. */
interface AppleFile {
  readonly kind: 'file';
  /** When it begins, as text; of a month without the time of its first day. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Null: there is nothing more. */
export type AppleAnswer =
  | { readonly kind: 'scanning'; readonly doneBytes: number }
  /** The list is read, and so many files come of it. */
  | { readonly kind: 'scanned'; readonly entries: number }
  | AppleFile
  | null;

/** After so many bytes of the list it is told how far it is. */
const STEP_BYTES = 4 * 2 ** 20;
/** And the memory of this thread, which nobody waits for, is collected: V8 would let 30 MiB of decompressed pieces stand. */
const STEPS_PER_COLLECTION = 4;

/** Entry of a worker thread: sends one answer for each message through `port`, null last. */
export default async function appleTask(task: AppleExport & { readonly port: MessagePort }): Promise<void> {
  const { port } = task;
  const answer = async (said: AppleAnswer): Promise<void> => {
    await once(port, 'message');
    port.postMessage(said);
  };
  const scanner = createAppleScanner();
  let steps = 0;
  let toldBytes = 0;
  let doneBytes = 0;
  for await (const piece of piecesOf(task)) {
    // Byte for byte: what is of interest is ASCII.
    scanner.write(piece.toString('latin1'));
    doneBytes += piece.length;
    if (doneBytes - toldBytes < STEP_BYTES) continue;
    toldBytes = doneBytes;
    if (++steps % STEPS_PER_COLLECTION === 0) collectGarbage();
    await answer({ kind: 'scanning', doneBytes });
  }
  await answer({ kind: 'scanned', entries: scanner.countFiles() });
  for (const file of filesOf(scanner)) await answer(file);
  // By the port too: that the task has ended is told by another, which may be faster than the last file.
  await answer(null);
}

function* filesOf(scanner: AppleScanner): Generator<AppleFile> {
  for (const activity of scanner.activities()) {
    const name = new Date(activity.startMs).toISOString();
    yield { kind: 'file', name, bytes: activityFile(activity) };
  }
  for (const beats of scanner.months()) {
    const name = new Date(beats.startMs).toISOString().slice(0, 10);
    yield { kind: 'file', name, bytes: heartRateFile(beats) };
  }
}

async function* piecesOf({ zipPath, headerAt }: AppleExport): AsyncGenerator<Buffer> {
  const zip = await openZip(zipPath);
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
