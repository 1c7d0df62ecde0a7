import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sniff } from '../adapters/files/sniff.ts';
import type { ImportArchive } from '../application/uploads/import-archive.ts';
import type { IngestUpload } from '../application/uploads/ingest-upload.ts';
import type { createLog } from './create-log.ts';
import { watchFolder } from './watch-folder.ts';

const LOOK_EVERY_MS = 5_000;
const HEADER_BYTES = 32;

export interface FolderImportDeps {
  readonly ingestUpload: IngestUpload;
  readonly importArchive: ImportArchive;
  readonly log: Pick<ReturnType<typeof createLog>, 'info' | 'warn'>;
}

/** Imports what appears in the folder of `WATCH_DIR` for one athlete, for as long as the process lives. */
export function startFolderImport(
  { ingestUpload, importArchive, log }: FolderImportDeps,
  {
    directory,
    athleteId,
    lookEveryMs = LOOK_EVERY_MS,
  }: { readonly directory: string; readonly athleteId: string; readonly lookEveryMs?: number },
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const importFile = async (path: string): Promise<void> => {
    const fileName = basename(path);
    if (await isArchive(path)) {
      // A stream of a file gives buffers; its type is that of any stream.
      const pieces = createReadStream(path) as AsyncIterable<Uint8Array>;
      const { uploads, job } = await importArchive({ athleteId, fileName, pieces });
      log.info(
        { files: uploads?.length ?? job?.total, jobId: job?.id },
        'an archive of the folder was taken',
      );
      return;
    }
    const { id, status } = await ingestUpload({ athleteId, fileName, bytes: await readFile(path) });
    log.info({ uploadId: id, status }, 'a file of the folder was taken');
  };
  const ended = watchFolder({
    directory,
    signal,
    importFile,
    onFault: (_path, fault) => log.warn({ err: fault }, 'a file of the folder could not be imported yet'),
    pause: () => setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined),
  });
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

async function isArchive(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return sniff(buffer.subarray(0, bytesRead)) === 'zip';
  } finally {
    await file.close();
  }
}
