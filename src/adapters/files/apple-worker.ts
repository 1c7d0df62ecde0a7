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

/** Entry of a worker thread: sends one file for each message through `port`, and null after the last. */
export default async function appleTask(task: AppleExport & { readonly port: MessagePort }): Promise<void> {
  const { port } = task;
  const scanner = createAppleScanner();
  // The first question waits at the port meanwhile.
  await scan(task, scanner);
  for (const file of filesOf(scanner)) {
    await once(port, 'message');
    port.postMessage(file);
  }
  await once(port, 'message');
  // By the port too: that the task has ended is told by another, which may be faster than the last file.
  port.postMessage(null);
}

function* filesOf(scanner: AppleScanner): Generator<AppleFile> {
  for (const activity of scanner.activities()) {
    yield { name: new Date(activity.startMs).toISOString(), file: activityFile(activity) };
  }
  for (const { startMs, samples } of scanner.months()) {
    yield { name: new Date(startMs).toISOString().slice(0, 10), file: heartRateFile(samples) };
  }
}

async function scan({ zipPath, headerAt }: AppleExport, scanner: AppleScanner): Promise<void> {
  const zip = await openPromise(zipPath, { decodeStrings: false, autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.relativeOffsetOfLocalHeader !== headerAt) continue;
      const stream = await zip.openReadStreamPromise(entry);
      // The stream has no encoding, so it gives buffers.
      for await (const piece of stream as AsyncIterable<Buffer>) scanner.write(piece.toString('latin1'));
      return;
    }
  } finally {
    zip.close();
  }
}
