import type { Command } from 'commander';
import type { CliContext, CliService } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, chooseAthlete, printResult, withService } from './command.ts';
import { CommandFailure, interrupted } from './failure.ts';
import type { ImportFile } from './import-files.ts';
import { importFiles } from './import-files.ts';
import { importPaths } from './import-paths.ts';
import type { ImportOutcome } from './import-summary.ts';
import { importCounts, importSummary } from './import-summary.ts';
import { parseAthleteOption } from './parse-option.ts';
import { progressOf } from './progress.ts';

interface ImportOptions extends OutputOptions {
  readonly athlete?: string;
}

export function addImportCommand(program: Command, context: CliContext): void {
  addCommand(program, 'import <path...>', 'import files, folders and zips of them (.fit .tcx .gpx .gz .zip)')
    .option('--athlete <id>', 'whose; default the only one', parseAthleteOption)
    .action((paths: string[], options: ImportOptions) => importAll(context, paths, options));
}

async function importAll(context: CliContext, paths: string[], options: ImportOptions): Promise<void> {
  const found = await importPaths(paths);
  const outcomes: ImportOutcome[] = [];
  const progress = progressOf(context, 'Importing', found.length);
  try {
    await withService(context, async (service) => {
      const athleteId = await chooseAthlete(service, options.athlete);
      for (const path of found) {
        let inside = 0;
        for await (const file of importFiles(path)) {
          if (context.signal.aborted) return;
          if (++inside > 1) progress.grow(1);
          outcomes.push(await importOne(service, athleteId, file));
          progress.step();
        }
      }
    });
  } finally {
    progress.stop();
  }
  const counts = importCounts(outcomes);
  printResult(context, options, { counts, uploads: outcomes }, importSummary(outcomes));
  if (context.signal.aborted) throw interrupted();
  if (outcomes.length > 0 && counts.rejected === outcomes.length) {
    throw new CommandFailure('all_rejected', 'No file could be imported.');
  }
}

async function importOne(service: CliService, athleteId: string, file: ImportFile): Promise<ImportOutcome> {
  const { fileName } = file;
  const outcome = { fileName, sessions: [], warnings: [] };
  switch (file.kind) {
    case 'file': {
      const { bytes, keep } = file;
      return service.verbs.ingestUpload({ athleteId, fileName, bytes, keep });
    }
    case 'profile':
      await service.verbs.importProfile({ athleteId, profile: file.profile });
      return { ...outcome, status: 'imported', error: null };
    case 'refused':
      return { ...outcome, status: 'rejected', error: { code: file.code, message: file.message } };
  }
}
