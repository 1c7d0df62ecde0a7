import type { Command } from 'commander';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, printResult, withService } from './command.ts';

export function addMigrateCommand(program: Command, context: CliContext): void {
  addCommand(program, 'migrate', 'bring the database to the schema of this version').action(
    (options: OutputOptions) =>
      withService(context, ({ database: { applied } }) => {
        const text = applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`;
        printResult(context, options, { applied }, text);
        return Promise.resolve();
      }),
  );
}
