import type { Command } from 'commander';
import type { RecomputeOutcome } from '../application/sessions/recompute.ts';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, printResult, withService } from './command.ts';
import { interrupted } from './failure.ts';
import { parseAthleteOption } from './parse-option.ts';

interface RecomputeOptions extends OutputOptions {
  readonly athlete?: string;
  readonly dryRun?: true;
}

export function addRecomputeCommand(program: Command, context: CliContext): void {
  addCommand(
    program,
    'recompute',
    'read all original files again and derive all sessions again, by the rules of this version',
  )
    .option('--dry-run', 'only say what would change')
    .option('--athlete <id>', 'one athlete; default all', parseAthleteOption)
    .action((options: RecomputeOptions) =>
      withService(context, async (service) => {
        const athleteIds = options.athlete === undefined ? await service.listAthleteIds() : [options.athlete];
        const dryRun = options.dryRun ?? false;
        const athletes: ReturnType<typeof summaryOf>[] = [];
        for (const athleteId of athleteIds) {
          if (context.signal.aborted) throw interrupted();
          athletes.push(
            summaryOf(athleteId, await service.verbs.recompute({ athleteId, dryRun, reread: true })),
          );
        }
        const changed = athletes.reduce((sum, { changes }) => sum + changes.length, 0);
        const sessions = athletes.reduce((sum, athlete) => sum + athlete.sessions, 0);
        const verb = dryRun ? 'would change' : 'changed';
        const files = athletes.reduce((sum, athlete) => sum + athlete.files, 0);
        const otherwise = athletes.reduce((sum, athlete) => sum + athlete.filesReadOtherwise.length, 0);
        const text = `${otherwise} of ${files} files are read otherwise, ${changed} of ${sessions} sessions ${verb} (${athletes.length} athletes).`;
        printResult(context, options, { dryRun, athletes }, text);
      }),
    );
}

/** A change without its histograms: what a person compares. */
function summaryOf(athleteId: string, outcome: RecomputeOutcome) {
  return {
    athleteId,
    ruleVersion: outcome.ruleVersion,
    files: outcome.uploads.files,
    filesReadOtherwise: outcome.uploads.changed,
    sessions: outcome.sessions,
    changes: outcome.changes.map(({ sessionId, before, after }) => ({
      sessionId,
      localDate: after?.localDate ?? before?.localDate ?? null,
      activeSecondsBefore: before && Math.floor(before.activeMs / 1_000),
      activeSecondsAfter: after && Math.floor(after.activeMs / 1_000),
    })),
  };
}
