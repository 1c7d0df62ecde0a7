import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { watchFolder } from '../compose/watch-folder.ts';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, chooseAthlete, withService } from './command.ts';
import { CommandFailure } from './failure.ts';
import { importSourceInto } from './import.ts';
import { importSource } from './import-sources.ts';
import { ImportTally } from './import-summary.ts';
import { parseAthleteOption } from './parse-option.ts';
import { SILENT } from './progress.ts';

interface WatchOptions extends OutputOptions {
  readonly athlete?: string;
}

const LOOK_EVERY_MS = 2_000;

export function addWatchCommand(program: Command, context: CliContext): void {
  addCommand(program, 'watch <directory>', 'import what is in a folder and what appears in it, until Ctrl-C')
    .option('--athlete <id>', 'whose; default the only one', parseAthleteOption)
    .action((directory: string, options: WatchOptions) => watch(context, directory, options));
}

/** A line for every file, with `--json` one object a line. */
async function watch(context: CliContext, directory: string, options: WatchOptions): Promise<void> {
  const stats = await stat(directory).catch(() => null);
  if (stats?.isDirectory() !== true) {
    throw new CommandFailure('no_such_path', `There is no folder at ${directory}.`, { exitCode: 3 });
  }
  await withService(context, async (service) => {
    const athleteId = await chooseAthlete(service, options.athlete);
    context.err(`Watching ${directory}.\n`);
    await watchFolder({
      directory,
      signal: context.signal,
      importFile: async (path) => {
        const tally = new ImportTally();
        const source = await importSource({ path, fileName: basename(path) });
        await importSourceInto(context, service, athleteId, source, tally, SILENT);
        context.out(
          options.json ? `${JSON.stringify({ path, ...tally.result() })}\n` : `${path}: ${tally.line()}\n`,
        );
      },
      onFault: (path, fault) => {
        context.err(`${path}: ${fault instanceof Error ? fault.message : 'it could not be imported'}\n`);
      },
      pause: () => setTimeout(LOOK_EVERY_MS, undefined, { signal: context.signal }).catch(() => undefined),
    });
  });
}
