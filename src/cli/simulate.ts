import type { Command } from 'commander';
import { Option } from 'commander';
import { SIMULATED_PLAN_IDS } from '../domain/simulated-heart/simulated-plan.ts';
import type { SimulatedPlanId } from '../domain/simulated-heart/simulated-plan.ts';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, printResult } from './command.ts';
import { CommandFailure, interrupted } from './failure.ts';
import { parseAthleteOption, parseLiveUrlOption, wholeNumberOption } from './parse-option.ts';
import { withLiveEndpoint } from './live-endpoint.ts';
import { simulateStreams } from './simulate-streams.ts';

interface SimulateOptions extends OutputOptions {
  readonly url?: string;
  readonly token?: readonly string[];
  readonly athlete?: string;
  readonly plan: SimulatedPlanId | 'week';
  readonly speed?: number;
  readonly streams: number;
  readonly seed?: number;
}

/** A week is thirteen hours of recordings: nobody waits for it at the pace of one run. */
const DEFAULT_SPEED = { run: 60, week: 3_600 };

export function addSimulateCommand(program: Command, context: CliContext): void {
  addCommand(
    program,
    'simulate',
    'a realistic strap that speaks the live protocol; what it sends is marked simulated',
  )
    .option(
      '--url <url>',
      'live endpoint, ws://host:port; default the local installation',
      parseLiveUrlOption,
    )
    .option('--token <token>', 'token with the scope live; repeatable, streams take turns', collect)
    .option('--athlete <id>', 'whose, without --url; default the only one', parseAthleteOption)
    .addOption(
      new Option('--plan <plan>', 'what is run; a week is every session of the last week and this one so far')
        .choices([...SIMULATED_PLAN_IDS, 'week'])
        .default('4x4'),
    )
    .option(
      '--speed <times>',
      'times faster than life; default 60, for a week 3600',
      wholeNumberOption(1, 3_600),
    )
    .option('--streams <n>', 'runs at the same time', wholeNumberOption(1, 2_000), 1)
    .option('--seed <n>', 'repeats an earlier simulation', wholeNumberOption(0, 2 ** 31 - 1))
    .action((options: SimulateOptions) => simulate(context, options));
}

async function simulate(context: CliContext, options: SimulateOptions): Promise<void> {
  if (options.url !== undefined && options.token === undefined && !context.env['ZONE_COACH_TOKEN']) {
    throw new CommandFailure('usage', 'With --url a --token (or ZONE_COACH_TOKEN) is needed.', {
      exitCode: 2,
    });
  }
  const speed = options.speed ?? (options.plan === 'week' ? DEFAULT_SPEED.week : DEFAULT_SPEED.run);
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const sessions = await withLiveEndpoint(context, options, (endpoint) =>
    simulateStreams(context, endpoint, { plan: options.plan, streams: options.streams, speed, seed }),
  );
  const lines = sessions.map(
    ({ startedAt, plan, session, items }) => `${startedAt}  ${plan}  ${session}  ${items} items`,
  );
  printResult(
    context,
    options,
    { seed, speed, sessions },
    [...lines, `Repeat with --seed ${seed}.`].join('\n'),
  );
  if (context.signal.aborted) throw interrupted();
}

function collect(token: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), token];
}
