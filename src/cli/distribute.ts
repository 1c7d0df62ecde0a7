import type { Command } from 'commander';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, printResult, withService } from './command.ts';

export function addDistributeCommand(program: Command, context: CliContext): void {
  addCommand(program, 'distribute', 'spread the athletes over the nodes of a Citus cluster').action(
    (options: OutputOptions) =>
      withService(context, async ({ database }) => {
        const { distributed, copied } = await database.distribute();
        const done = distributed.length + copied.length;
        const text =
          done === 0
            ? 'Everything is distributed already.'
            : `Distributed by athlete: ${distributed.join(', ') || 'none'}. On every node: ${copied.join(', ') || 'none'}.`;
        printResult(context, options, { distributed, copied }, text);
      }),
  );
}
