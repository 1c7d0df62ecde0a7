import { CommanderError } from 'commander';
import { buildProgram } from './build-program.ts';
import type { CliContext } from './cli-context.ts';
import { failureOf } from './failure.ts';

/** Runs one command line (without node and script) to its end and answers the exit code. Never throws. */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  try {
    await buildProgram(context).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    const failure = failureOf(error);
    // Help and version are no failures, and usage faults were printed by commander beside the usage.
    if (failure.exitCode === 0) return 0;
    if (args.includes('--json')) {
      context.err(`${JSON.stringify({ error: { code: failure.code, message: failure.message } })}\n`);
    } else if (!(error instanceof CommanderError)) {
      context.err(`${failure.message}\n`);
    }
    return failure.exitCode;
  }
}
