#!/usr/bin/env node
/** The command line as a process: signals in, exit code out. */
import { processContext } from './process-context.ts';
import { runCli } from './run-cli.ts';

const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  // The first signal asks, the second insists.
  process.on(name, () => (abort.signal.aborted ? process.exit(130) : abort.abort()));
}
process.exitCode = await runCli(process.argv.slice(2), processContext(abort.signal));
