import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { guardProcess, makeDirectory } from '../support/guarded.ts';
import { descendantsOf, stillRunning } from '../support/process-tree.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE_MS = 60_000;

test('a suite that is killed half-way leaves no process and no directory', async () => {
  const folder = await makeDirectory('killed-suite');
  // Where the tests run as root, PostgreSQL runs as somebody else.
  await chmod(folder, 0o755);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const allStarted = join(folder, 'all-started');
  const suite = guardProcess(
    spawn(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '-c', 'test/support/killed-suite/vitest.config.ts'],
      {
        cwd: ROOT,
        env: { ...process.env, TMPDIR: folder, ALL_STARTED_FILE: allStarted },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    ),
  );
  let said = '';
  for (const stream of [suite.stdout, suite.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  }
  const ended = once(suite, 'exit');
  await expect
    .poll(() => existsSync(allStarted) || suite.exitCode !== null, { timeout: PATIENCE_MS })
    .toBe(true);
  expect(suite.exitCode, said).toBeNull();

  const started = await descendantsOf(suite.pid!);
  const names = started.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'chromium',
      'dbus-daemon',
      'mosquitto',
      'nats-server',
      'nginx',
      'node',
      'postgres',
    ]),
  );
  suite.kill('SIGKILL');
  await ended;

  await expect.poll(() => stillRunning(started), { timeout: PATIENCE_MS }).toEqual([]);
  expect((await readdir(folder)).filter((name) => name.startsWith('zone-coach-'))).toEqual([]);
});
