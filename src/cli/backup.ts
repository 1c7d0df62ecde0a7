import type { Command } from 'commander';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, printResult, withService } from './command.ts';

export function addBackupCommand(program: Command, context: CliContext): void {
  addCommand(program, 'backup <file>', 'write everything of this installation to one file').action(
    (file: string, options: OutputOptions) =>
      withService(context, async ({ database }) => {
        await database.backup(file);
        printResult(context, options, { file }, `Backed up to ${file}.`);
      }),
  );
}
