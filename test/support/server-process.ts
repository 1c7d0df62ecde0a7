import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expectNotes, notingEnvironment } from './distribution/statement-notes.ts';
import { guardDirectory, guardProcess } from './guarded.ts';
import { expectNoToken } from './no-token.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILT_MAIN = join(ROOT, 'dist/server/main.js');
/** A fresh directory takes a few seconds on an idle machine; this is for one that runs everything else too. */
const READY_WITHIN_MS = 60_000;
const GONE_WITHIN_MS = 10_000;

export interface ServerOptions {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The user who starts it, where the test may choose (root only). */
  readonly uid?: number;
  readonly gid?: number;
}

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

interface BuiltProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** By itself or by a signal. */
  hasEnded(): boolean;
  out(): string;
  err(): string;
}

export interface ServerProcess extends BuiltProcess {
  /** Where it listens: `http://127.0.0.1:PORT`, also where people reach it under another name. */
  readonly address: string;
  readonly signInLink: string;
  /** From the start of the process to the first ready answer. */
  readonly readyAfterMs: number;
  /** Process number of its PostgreSQL; null when none runs in the data directory. */
  postmasterPid(): Promise<number | null>;
  /** As Ctrl-C in a terminal: SIGINT to the whole process group. */
  interrupt(): Promise<Ended>;
  kill(): Promise<void>;
}

/** Runs the built program (`npm run build:server` made it) in a separate process group, with this environment only. */
function startBuilt(
  args: readonly string[],
  { dataDir, env, ...user }: ServerOptions,
  command: readonly string[] = [process.execPath, BUILT_MAIN],
): BuiltProcess {
  if (!existsSync(BUILT_MAIN)) throw new Error('There is no built server: run `npm run build:server` first.');
  const [program, ...first] = command;
  guardDirectory(dataDir);
  const child = guardProcess(
    spawn(program!, [...first, ...args], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        DATA_DIR: dataDir,
        PORT: '0',
        LOG_LEVEL: 'warn',
        ...notingEnvironment(),
        ...env,
      },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...user,
    }),
  );
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (exitCode) => resolve({ exitCode, out, err }));
  });
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return { child, ended, hasEnded, out: () => out, err: () => err };
}

/** Runs a command of the built program to its end. */
export function runBuilt(args: readonly string[], options: ServerOptions): Promise<Ended> {
  return startBuilt(args, options).ended;
}

/** What a command answers in JSON; it must have succeeded without a word on the standard error. */
export async function answerOf<Shape>(args: readonly string[], options: ServerOptions): Promise<Shape> {
  const { exitCode, out, err } = await runBuilt([...args, '--json'], options);
  if (exitCode !== 0 || err !== '') throw new Error(`${args.join(' ')} ended with ${exitCode}: ${err}`);
  // The shape is the command's own contract.
  return JSON.parse(out) as Shape;
}

/** The whole service as people run it, ready. @throws what it said when it ends or is not ready in time. */
export async function startServer(
  options: ServerOptions,
  command?: readonly string[],
): Promise<ServerProcess> {
  const startedMs = performance.now();
  const built = startBuilt(command === undefined ? ['serve', '--json'] : [], options, command);
  const port = options.env?.['PORT'];
  const { address, signInLink } = await readyServer(built, port, startedMs + READY_WITHIN_MS);
  expectNotes();
  const ended = built.ended.then((end) => {
    expectNoToken('the log', end.err);
    return end;
  });
  // Who ends it waits for it.
  ended.catch(() => undefined);
  return {
    ...built,
    ended,
    address,
    signInLink,
    readyAfterMs: performance.now() - startedMs,
    postmasterPid: () => postmasterPidIn(options.dataDir),
    interrupt: () => {
      process.kill(-built.child.pid!, 'SIGINT');
      return ended;
    },
    kill: async () => {
      process.kill(built.child.pid!, 'SIGKILL');
      await ended;
    },
  };
}

/** A foreign process: only asking again and again tells when it is ready. */
async function readyServer(
  built: BuiltProcess,
  port: string | undefined,
  deadlineMs: number,
): Promise<{ address: string; signInLink: string }> {
  while (performance.now() < deadlineMs) {
    const printed = /"address": "(https?:[^"]+)"/.exec(built.out())?.[1];
    const signInLink = /"signInLink": "(https?:[^"]+)"/.exec(built.out())?.[1];
    if (printed !== undefined && signInLink !== undefined) {
      const address = port === undefined ? printed : `http://127.0.0.1:${port}`;
      const { ok } = await fetch(`${address}/readyz`);
      if (ok) return { address, signInLink };
    }
    if (built.hasEnded()) throw new Error(`The server ended at its start: ${built.err()}`);
    await delay(25);
  }
  process.kill(-built.child.pid!, 'SIGKILL');
  throw new Error(`The server was not ready in time: ${built.err()}`);
}

export async function postmasterPidIn(dataDir: string): Promise<number | null> {
  const text = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => null);
  return text === null ? null : Number(text.split('\n')[0]);
}

export async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return status !== null && !/\) Z/.test(status);
}

export async function killAndWait(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  const deadlineMs = performance.now() + GONE_WITHIN_MS;
  while (await isAlive(pid)) {
    if (performance.now() > deadlineMs) throw new Error(`process ${pid} outlives its kill`);
    await delay(25);
  }
}
