/** The README's two minutes, its commands run exactly as printed but for the port. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { notingEnvironment } from '../support/distribution/statement-notes.ts';
import { makeDirectory } from '../support/guarded.ts';
import { startServer } from '../support/server-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

async function tour(): Promise<string> {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const section = readme.split('\n## Two minutes\n')[1]!.split('\n## ')[0]!;
  return [...section.matchAll(/```sh\n(.*?)```/gs)].map(([, commands]) => commands!).join('');
}

/** Output of a shell that stops at the first command that fails; `signal` ends it with everything it runs. */
function runInShell(
  script: string,
  dataDir: string,
  signal: AbortSignal,
): Promise<{ exitCode: number | null; out: string }> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...notingEnvironment() };
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], { cwd: ROOT, env, detached: true });
  signal.addEventListener('abort', () => process.kill(-shell.pid!, 'SIGKILL'));
  let out = '';
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  }
  return new Promise((resolve) => shell.once('close', (exitCode) => resolve({ exitCode, out })));
}

it('does on an empty machine what the README says it does', async ({ signal }) => {
  const dataDir = await makeDirectory('tour');
  const server = await startServer({ dataDir });
  try {
    const script = await tour();
    for (const word of ['athlete create', 'curl', 'simulate', 'report']) expect(script).toContain(word);
    const { exitCode, out } = await runInShell(
      script.replaceAll('127.0.0.1:3000', new URL(server.address).host),
      dataDir,
      signal,
    );
    expect(exitCode, out).toBe(0);
    expect(out).toContain('"status":"imported"');
    expect(out).toMatch(/"week":"2026-W46".*"id":"zone2","unit":"sessions","credited":1/);
    expect(out).toContain('4×4 intervals');
  } finally {
    await server.interrupt();
    await rm(dataDir, { recursive: true, force: true });
  }
});
