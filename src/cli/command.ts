import type { Command } from 'commander';
import type { CliContext, CliService } from './cli-context.ts';
import { CommandFailure } from './failure.ts';

export interface OutputOptions {
  readonly json?: true;
}

/** A command as all of ours are: it can answer in JSON. */
export function addCommand(parent: Command, nameAndArguments: string, description: string): Command {
  return parent
    .command(nameAndArguments)
    .description(description)
    .option('--json', 'answer in JSON on the standard output');
}

/** Result to the standard output, in the form asked for. */
export function printResult(context: CliContext, options: OutputOptions, data: unknown, text: string): void {
  context.out(options.json ? `${JSON.stringify(data, null, 2)}\n` : `${text}\n`);
}

/** Opens the installation for one piece of work and always lets go of it again. */
export async function withService<T>(
  context: CliContext,
  work: (service: CliService) => Promise<T>,
): Promise<T> {
  const service = await context.open();
  try {
    return await work(service);
  } finally {
    await service.close();
  }
}

/** The athlete named, or the only one there is besides the demo clinic's. */
export async function chooseAthlete(service: CliService, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const demo = new Set(await service.listDemoAthleteIds());
  const [only, ...more] = (await service.listAthleteIds()).filter((id) => !demo.has(id));
  if (only === undefined) {
    throw new CommandFailure(
      'no_athlete',
      'There is no athlete yet: make one with `zone-coach athlete create`.',
      {
        exitCode: 3,
      },
    );
  }
  if (more.length > 0) {
    throw new CommandFailure('which_athlete', 'There are several athletes: name one with --athlete ID.', {
      exitCode: 2,
    });
  }
  return only;
}
