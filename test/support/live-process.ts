import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

import type { LiveLimits } from '../../src/adapters/live/live-limits.ts';
import { notingEnvironment } from './distribution/statement-notes.ts';
import { guardProcess } from './guarded.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface LiveProcess {
  readonly port: number;
  readonly pid: number;
  readonly url: string;
  /** SIGKILL, and gone when it resolves. */
  kill(): Promise<void>;
  /** Resolves when the process has ended, however. */
  readonly gone: Promise<unknown>;
  /** SIGTERM: drains (L11). Answers the exit code. */
  stop(): Promise<number | null>;
}

export async function startLiveProcess(options: {
  readonly databaseUrl: string;
  readonly port?: number;
  readonly natsUrl?: string;
  readonly limits?: Partial<LiveLimits>;
  /** The process kills itself after so many commits, before it answers the last. */
  readonly killedAfterCommits?: number;
}): Promise<LiveProcess> {
  const child = guardProcess(
    spawn(process.execPath, [inject('programs').liveServer], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: options.databaseUrl,
        PORT: String(options.port ?? 0),
        KILLED_AFTER_COMMITS: String(options.killedAfterCommits ?? Infinity),
        LIMITS: JSON.stringify(options.limits ?? {}),
        ...notingEnvironment(),
        ...(options.natsUrl === undefined ? {} : { NATS_URL: options.natsUrl }),
      },
    }),
  );
  const gone = once(child, 'exit') as Promise<[number | null]>;
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line: IteratorResult<string, unknown> = await lines.next();
  if (line.done === true) throw new Error(`the live server did not start: ${errors}`);
  const port = Number(line.value);
  return {
    port,
    pid: child.pid!,
    url: `ws://127.0.0.1:${port}/v1/live`,
    gone,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = await gone;
      return code;
    },
  };
}
