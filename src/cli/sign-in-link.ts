import type { Command } from 'commander';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, printResult, withService } from './command.ts';

export function addSignInLinkCommand(program: Command, context: CliContext): void {
  addCommand(program, 'sign-in-link', 'print a fresh one-time sign-in link').action(
    (options: OutputOptions) =>
      withService(context, async (service) => {
        const link = await service.createSignInLink();
        printResult(context, options, { link }, link);
      }),
  );
}
