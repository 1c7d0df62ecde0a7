import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface CliOutcome {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliProcess {
  readonly child: ChildProcessWithoutNullStreams;
  readonly outcome: Promise<CliOutcome>;
  /** Resolves as soon as the standard output holds a match; rejects when the process ends without one. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
}

/** The command line as a process of its own, with this environment and nothing of ours. */
export function startCli(args: readonly string[], env: Readonly<Record<string, string>>): CliProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LOG_LEVEL: 'warn', ...env },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  const outcome = new Promise<CliOutcome>((resolve) => {
    child.once('close', (exitCode) => resolve({ exitCode, out, err }));
  });
  const says = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(out);
        if (match !== null) resolve(match);
      };
      child.stdout.on('data', look);
      void outcome.then(() => reject(new Error(`it ended without saying ${pattern.source}: ${err}`)));
      look();
    });
  return { child, outcome, says };
}

/** Runs a command to its end. */
export function runCliProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CliOutcome> {
  return startCli(args, env).outcome;
}
