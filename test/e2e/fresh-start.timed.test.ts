/** What a newcomer waits for, alone on the machine. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeDirectory } from '../support/guarded.ts';
import { startServer } from '../support/server-process.ts';

const FRESH_START_WITHIN_MS = 15_000;

it('the service is ready within 15 s on an empty directory', async () => {
  const home = await makeDirectory('fresh');
  const server = await startServer({ dataDir: join(home, 'data') });
  try {
    process.stdout.write(`fresh directory to ready: ${Math.round(server.readyAfterMs)} ms\n`);
    expect(server.readyAfterMs).toBeLessThan(FRESH_START_WITHIN_MS);
  } finally {
    await server.interrupt();
    await rm(home, { recursive: true });
  }
});
