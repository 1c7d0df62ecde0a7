import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, chooseAthlete, printResult, withService } from './command.ts';
import { CommandFailure, interrupted } from './failure.ts';
import { parseAthleteOption } from './parse-option.ts';

interface ExportOptions extends OutputOptions {
  readonly athlete?: string;
}

export function addExportCommand(program: Command, context: CliContext): void {
  addCommand(program, 'export <file>', 'write everything of one athlete to a zip that can be imported again')
    .option('--athlete <id>', 'whose; default the only one', parseAthleteOption)
    .action((file: string, options: ExportOptions) =>
      withService(context, async (service) => {
        const athleteId = await chooseAthlete(service, options.athlete);
        await writeWhole(file, service.verbs.exportAthlete({ athleteId }), context.signal);
        printResult(context, options, { athleteId, file }, `Exported to ${file}.`);
      }),
    );
}

/** Under another name until it is complete: half an export must not look like one. */
async function writeWhole(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await pipeline(Readable.from(bytes), createWriteStream(partial, { mode: 0o600 }), { signal });
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true });
    if (signal.aborted) throw interrupted();
    if (cause instanceof Error && 'syscall' in cause) {
      throw new CommandFailure('unwritable', `${file} can't be written.`, { cause });
    }
    throw cause;
  }
}
