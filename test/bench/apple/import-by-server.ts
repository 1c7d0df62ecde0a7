import { openAsBlob } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ImportJobJson } from '../../../src/adapters/wire/api/job.ts';
import { SECOND_MS } from '../../../src/domain/units.ts';
import { makeDirectory } from '../../support/guarded.ts';
import { answerOf, startServer } from '../../support/server-process.ts';

const MANIFEST = new URL('../../../package.json', import.meta.url);
const KIB_PER_MIB = 2 ** 10;

export interface ServerImport {
  readonly files: number;
  readonly seconds: number;
  /** Resident memory of the server's process, before the import and at its highest; its database has processes of its own. */
  readonly restMib: number;
  readonly peakMib: number;
}

/** Imports an archive in a server that is started by the command of `npm start`; Linux only. */
export async function importByServer(zipPath: string): Promise<ServerImport> {
  const dataDir = await makeDirectory('apple-bench-data');
  const { scripts } = JSON.parse(await readFile(MANIFEST, 'utf8')) as { scripts: { start: string } };
  const server = await startServer({ dataDir }, ['sh', '-c', `exec ${scripts.start} --json`]);
  try {
    const create = ['athlete', 'create', '--name', 'Ane', '--time-zone', 'Europe/Copenhagen'];
    const known = ['--max-heart-rate', '190', '--valid-from', '2010-01-01'];
    const { token } = await answerOf<{ token: string }>([...create, ...known], { dataDir });
    const restMib = await residentMib(server.child.pid!, 'VmRSS');
    const startMs = performance.now();
    const authorization = `Bearer ${token}`;
    const { job } = await upload(server.address, authorization, zipPath);
    for (;;) {
      const asked = await fetch(`${server.address}/v1/uploads/jobs/${job.id}`, {
        headers: { authorization },
      });
      const { state, counts } = (await asked.json()) as ImportJobJson;
      if (state === 'failed') throw new Error('the import of the bench failed');
      if (state === 'done') {
        const seconds = (performance.now() - startMs) / SECOND_MS;
        const peakMib = await residentMib(server.child.pid!, 'VmHWM');
        return { files: counts.imported, seconds, restMib, peakMib };
      }
      await delay(SECOND_MS);
    }
  } finally {
    await server.interrupt();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function upload(
  address: string,
  authorization: string,
  zipPath: string,
): Promise<{ job: ImportJobJson }> {
  const headers = {
    authorization,
    'content-type': 'application/octet-stream',
    'x-file-name': 'export.zip',
  };
  const posted = await fetch(`${address}/v1/uploads`, {
    method: 'POST',
    headers,
    body: await openAsBlob(zipPath),
  });
  if (posted.status !== 202) throw new Error(`the upload of the bench was answered with ${posted.status}`);
  return (await posted.json()) as { job: ImportJobJson };
}

async function residentMib(pid: number, name: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / KIB_PER_MIB);
}
