import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { ImportJob } from '../application/ports/import-job-store.ts';
import type { LoggedUpload } from '../application/uploads/list-uploads.ts';
import type { CliContext, CliService } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, chooseAthlete, printResult, withService } from './command.ts';
import { CommandFailure, interrupted } from './failure.ts';
import { followImportJob } from './follow-import-job.ts';
import { importPaths } from './import-paths.ts';
import { importSource, type ImportSource } from './import-sources.ts';
import { ImportTally, type ImportOutcome } from './import-summary.ts';
import { parseAthleteOption } from './parse-option.ts';
import { progressOf, type Progress } from './progress.ts';

interface ImportOptions extends OutputOptions {
  readonly athlete?: string;
}

const LOG_PAGE = 100;

export function addImportCommand(program: Command, context: CliContext): void {
  addCommand(program, 'import <path...>', 'import files, folders and zips of them (.fit .tcx .gpx .gz .zip)')
    .option('--athlete <id>', 'whose; default the only one', parseAthleteOption)
    .action((paths: string[], options: ImportOptions) => importAll(context, paths, options));
}

async function importAll(context: CliContext, paths: string[], options: ImportOptions): Promise<void> {
  const sources: ImportSource[] = [];
  for (const path of await importPaths(paths)) sources.push(await importSource(path));
  const tally = new ImportTally();
  const progress = progressOf(
    context,
    'Importing',
    sources.reduce((sum, { files }) => sum + files, 0),
  );
  try {
    await withService(context, async (service) => {
      const athleteId = await chooseAthlete(service, options.athlete);
      for (const source of sources) {
        if (context.signal.aborted) return;
        await importSourceInto(context, service, athleteId, source, tally, progress);
      }
    });
  } finally {
    progress.stop();
  }
  printResult(context, options, tally.result(), tally.summary());
  if (context.signal.aborted) throw interrupted();
  const [failed] = tally.failedArchives;
  if (failed !== undefined) {
    throw new CommandFailure('import_failed', `${failed} could not be imported to its end.`);
  }
  if (tally.allRejected) throw new CommandFailure('all_rejected', 'No file could be imported.');
}

/** Imports one path, and adds what became of it to the tally. */
export async function importSourceInto(
  context: CliContext,
  service: CliService,
  athleteId: string,
  source: ImportSource,
  tally: ImportTally,
  progress: Progress,
): Promise<void> {
  if (source.kind === 'archive') {
    await importArchive(context, service, athleteId, source, tally, progress);
    return;
  }
  tally.add(await importFile(service, athleteId, source));
  progress.step();
}

async function importFile(
  { verbs }: CliService,
  athleteId: string,
  { path, fileName }: ImportSource,
): Promise<ImportOutcome> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes !== null) return verbs.ingestUpload({ athleteId, fileName, bytes });
  const error = { code: 'unreadable', message: 'This file can’t be read from the disk.' };
  return { fileName, status: 'rejected', sessions: [], warnings: [], error };
}

/** A zip, as it is imported over HTTP: a small one at once, a large one as a job that can be undone as a whole. */
async function importArchive(
  context: CliContext,
  service: CliService,
  athleteId: string,
  { path, fileName, files }: ImportSource,
  tally: ImportTally,
  progress: Progress,
): Promise<void> {
  // A stream of a file gives buffers; its type is that of any stream.
  const pieces = createReadStream(path) as AsyncIterable<Uint8Array>;
  const { uploads, job } = await service.verbs.importArchive({ athleteId, fileName, pieces });
  const inside = (outcome: ImportOutcome): ImportOutcome =>
    outcome.fileName === fileName ? outcome : { ...outcome, fileName: `${fileName}/${outcome.fileName}` };
  if (job === null) {
    for (const outcome of uploads) tally.add(inside(outcome));
    progress.step(files);
    return;
  }
  const ended = await followImportJob(context, service, athleteId, job, progress);
  tally.addJob(
    ended,
    (await logOf(service, athleteId, ended)).map((upload) => inside(outcomeOf(upload))),
  );
}

/** What the import log says of a job's files, oldest first. */
async function logOf({ verbs }: CliService, athleteId: string, { id }: ImportJob): Promise<LoggedUpload[]> {
  const uploads: LoggedUpload[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await verbs.listUploads({ athleteId, cursor, limit: LOG_PAGE, jobId: id });
    uploads.push(...page.items);
    if (page.nextCursor === null) return uploads.reverse();
    cursor = page.nextCursor;
  }
}

function outcomeOf({ id, fileName, sha256, status, sessions, warnings, error }: LoggedUpload): ImportOutcome {
  return { id, fileName, sha256, status, sessions, warnings, error };
}
