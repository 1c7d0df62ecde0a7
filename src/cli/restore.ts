import type { Command } from 'commander';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, printResult, withService } from './command.ts';

export function addRestoreCommand(program: Command, context: CliContext): void {
  addCommand(program, 'restore <file>', 'read a backup into an empty installation').action(
    (file: string, options: OutputOptions) =>
      withService(context, async ({ database }) => {
        await database.restore(file);
        printResult(context, options, { file }, `Restored from ${file}.`);
      }),
  );
}
