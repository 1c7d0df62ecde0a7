import type { Command } from 'commander';
import type { Scope } from '../application/ports/device-token-store.ts';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, chooseAthlete, printResult, withService } from './command.ts';
import { parseAthleteOption, parseScopesOption } from './parse-option.ts';

interface CreateOptions extends OutputOptions {
  readonly athlete?: string;
  readonly scopes: readonly Scope[];
  readonly name: string;
}

export function addTokenCommands(program: Command, context: CliContext): void {
  const token = program.command('token').description('tokens of bridges and scripts');
  addCommand(token, 'create', 'make a token for a bridge or a script')
    .option('--athlete <id>', 'whose; default the only one', parseAthleteOption)
    .requiredOption('--scopes <list>', 'comma-separated: live, upload, read, manage', parseScopesOption)
    .option('--name <name>', 'how the devices list shows it', 'command line')
    .action((options: CreateOptions) =>
      withService(context, async (service) => {
        const athleteId = await chooseAthlete(service, options.athlete);
        const { token: text, device } = await service.verbs.issueDeviceToken({
          athleteId,
          name: options.name,
          scopes: options.scopes,
        });
        const data = { athleteId, token: text, id: device.id, scopes: device.scopes };
        printResult(context, options, data, `Token  ${text}\nIt is shown only now: keep it.`);
      }),
    );
}
