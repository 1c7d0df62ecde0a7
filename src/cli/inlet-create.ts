import type { Command } from 'commander';
import { Option } from 'commander';
import { RELAYS } from '../adapters/wire/relays/relays.ts';
import { DAY_MS } from '../domain/units.ts';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, chooseAthlete, printResult, withService } from './command.ts';
import { parseAthleteOption, wholeNumberOption } from './parse-option.ts';

interface CreateOptions extends OutputOptions {
  readonly athlete?: string;
  readonly name: string;
  readonly kind?: string;
  readonly answerWithCoaching?: true;
  readonly expiresInDays?: number;
}

export function addInletCommands(program: Command, context: CliContext): void {
  const inlet = program.command('inlet').description('addresses for apps that send heart rate');
  addCommand(inlet, 'create', 'make an address that one app may send heart rate to')
    .option('--athlete <id>', 'whose; default the only one', parseAthleteOption)
    .option('--name <name>', 'how the list of inlets shows it', 'command line')
    .addOption(
      new Option('--kind <app>', 'which app sends; default is found out').choices(RELAYS.map(({ id }) => id)),
    )
    .option('--answer-with-coaching', 'its answers may tell what the heart should do')
    .option('--expires-in-days <n>', 'default never', wholeNumberOption(1, 3_650))
    .action((options: CreateOptions) =>
      withService(context, async (service) => {
        const athleteId = await chooseAthlete(service, options.athlete);
        const { expiresInDays } = options;
        const { token, inlet: made } = await service.verbs.createInlet({
          athleteId,
          name: options.name,
          kind: options.kind ?? null,
          answerWithCoaching: options.answerWithCoaching === true,
          expiresAtMs: expiresInDays === undefined ? null : context.nowMs() + expiresInDays * DAY_MS,
        });
        const url = `${service.publicUrl}/in/${token}`;
        printResult(
          context,
          options,
          { athleteId, id: made.id, token, url },
          `Address  ${url}\nIt is shown only now. Whoever knows it can add heartbeats and read nothing.`,
        );
      }),
    );
}
