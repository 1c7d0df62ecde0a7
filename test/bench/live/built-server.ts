import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../dist/src/cli/main.js', import.meta.url));
const MIB = 2 ** 20;

/** The whole service as people run it, over a given database. */
export interface BuiltServer {
  readonly port: number;
  /** Highest resident memory since the last question or the start, workers included, in MiB. */
  peakMib(): Promise<number>;
  stop(): Promise<void>;
}

/** @throws when nobody built it (`npm run build:server`) or it does not start. */
export async function startBuiltServer(databaseUrl: string, dataDir: string): Promise<BuiltServer> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--json'], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await addressOf(child);
  return {
    port: Number(new URL(address).port),
    async peakMib() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      await writeFile(`/proc/${child.pid}/clear_refs`, '5');
      return (Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1_024) / MIB;
    },
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const address = /"address": "(http:[^"]+)"/.exec(line)?.[1];
    if (address !== undefined) {
      child.stdout!.resume();
      return address;
    }
  }
  throw new Error('the server did not start');
}
