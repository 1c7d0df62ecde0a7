import { Command } from 'commander';
import { addAthleteCommands } from './athlete-create.ts';
import { addBackupCommand } from './backup.ts';
import type { CliContext } from './cli-context.ts';
import { addDistributeCommand } from './distribute.ts';
import { addExportCommand } from './export.ts';
import { addImportCommand } from './import.ts';
import { addInletCommands } from './inlet-create.ts';
import { addMigrateCommand } from './migrate.ts';
import { addRecomputeCommand } from './recompute.ts';
import { addReportCommand } from './report.ts';
import { addRestoreCommand } from './restore.ts';
import { addServeCommand } from './serve.ts';
import { addSignInLinkCommand } from './sign-in-link.ts';
import { addSimulateCommand } from './simulate.ts';
import { addTokenCommands } from './token-create.ts';
import { addUserCommands } from './user-invite.ts';
import { addVerifyCommand } from './verify.ts';
import { addWatchCommand } from './watch.ts';

/** The whole command line. Faults of usage are thrown as CommanderError, never process.exit. */
export function buildProgram(context: CliContext): Command {
  const program = new Command('zone-coach')
    .description(
      'Heart-rate zone coaching: live and from files, judged against a weekly prescription.\n' +
        'Without a command it serves. Configuration comes from the environment: see the README.',
    )
    .configureOutput({ writeOut: (text) => context.out(text), writeErr: (text) => context.err(text) })
    .showHelpAfterError('(add --help for usage)')
    .exitOverride();
  addServeCommand(program, context);
  addMigrateCommand(program, context);
  addDistributeCommand(program, context);
  addAthleteCommands(program, context);
  addTokenCommands(program, context);
  addInletCommands(program, context);
  addUserCommands(program, context);
  addImportCommand(program, context);
  addWatchCommand(program, context);
  addSimulateCommand(program, context);
  addReportCommand(program, context);
  addRecomputeCommand(program, context);
  addExportCommand(program, context);
  addVerifyCommand(program, context);
  addBackupCommand(program, context);
  addRestoreCommand(program, context);
  addSignInLinkCommand(program, context);
  return program;
}
