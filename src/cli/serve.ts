import type { Command } from 'commander';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { printResult } from './command.ts';

export function addServeCommand(program: Command, context: CliContext): void {
  program
    .command('serve', { isDefault: true })
    .description('start the service (and its database, unless DATABASE_URL is set) until Ctrl-C')
    .option('--json', 'answer in JSON on the standard output')
    .action(async (options: OutputOptions) => {
      const server = await context.serve();
      try {
        const { address, signInLink } = server;
        printResult(
          context,
          options,
          { address, signInLink },
          `Zone Coach listens on ${address}\n${signInAdvice(context, signInLink)}\nCtrl-C stops it.`,
        );
        await aborted(context.signal);
      } finally {
        await server.close();
      }
    });
}

/** A link in a log that others collect would let them in: it is shown to a person only. */
function signInAdvice({ isInteractive }: CliContext, signInLink: string): string {
  return isInteractive
    ? `Sign in once with ${signInLink}`
    : 'Sign in with the link that `zone-coach sign-in-link` prints.';
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
