import type { Command } from 'commander';
import { Option } from 'commander';
import { RELAYS } from '../adapters/wire/relays/relays.ts';
import { SIMULATED_PLAN_IDS } from '../domain/simulated-heart/simulated-plan.ts';
import { SECOND_MS } from '../domain/units.ts';
import type { SimulatedPlanId } from '../domain/simulated-heart/simulated-plan.ts';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, printResult } from './command.ts';
import { CommandFailure, interrupted } from './failure.ts';
import {
  isInletUrl,
  parseAthleteOption,
  parseLiveUrlOption,
  parseSecondsOption,
  wholeNumberOption,
} from './parse-option.ts';
import { simulateClinic } from './simulate-clinic.ts';
import { withInlet, withLiveEndpoint } from './live-endpoint.ts';
import { simulateRelay } from './simulate-relay.ts';
import { simulateStreams } from './simulate-streams.ts';

interface SimulateOptions extends OutputOptions {
  readonly url?: string;
  readonly token?: readonly string[];
  readonly athlete?: string;
  readonly as?: string;
  readonly plan: SimulatedPlanId | 'week' | 'clinic';
  readonly speed?: number;
  readonly streams: number;
  readonly seed?: number;
  readonly loss: number;
  readonly twice?: true;
  readonly reorder?: true;
  readonly ahead: number;
  readonly remove?: true;
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
      new Option(
        '--plan <plan>',
        'what is run; a week is every session of the last week and this one so far, a clinic is 20 athletes with such weeks',
      )
        .choices([...SIMULATED_PLAN_IDS, 'week', 'clinic'])
        .default('4x4'),
    )
    .option(
      '--speed <times>',
      'times faster than life; default 60, for a week 3600',
      wholeNumberOption(1, 3_600),
    )
    .addOption(
      new Option(
        '--as <app>',
        'speak as a relay app does, to the address of an inlet; not marked simulated',
      ).choices(SPEAKING.map(({ id }) => id)),
    )
    .option(
      '--loss <percent>',
      'with --as: messages or answers lost, and sent again',
      wholeNumberOption(0, 90),
      0,
    )
    .option('--twice', 'with --as: each message arrives twice')
    .option('--reorder', 'with --as: messages overtake each other')
    .option('--ahead <seconds>', 'with --as: the clock of the app is ahead, or behind', parseSecondsOption, 0)
    .option('--streams <n>', 'runs at the same time', wholeNumberOption(1, 2_000), 1)
    .option('--remove', 'with --plan clinic: removes the demo clinic and its athletes')
    .option('--seed <n>', 'repeats an earlier simulation', wholeNumberOption(0, 2 ** 31 - 1))
    .action((options: SimulateOptions) => {
      const { as, plan, ...rest } = options;
      if (as !== undefined) return simulateAs(context, options, as);
      return plan === 'clinic' ? simulateClinic(context, options) : simulate(context, { ...rest, plan });
    });
}

/** Apps that the simulator can speak as. */
const SPEAKING = RELAYS.flatMap((relay) =>
  relay.speech === null ? [] : [{ ...relay, speech: relay.speech }],
);

async function simulateAs(context: CliContext, options: SimulateOptions, app: string): Promise<void> {
  const relay = SPEAKING.find(({ id }) => id === app)!;
  const { plan, url } = options;
  if (plan === 'week' || plan === 'clinic' || options.streams > 1) {
    throw new CommandFailure('usage', 'A relay app tells of one run at a time.', { exitCode: 2 });
  }
  if (url !== undefined && !isInletUrl(new URL(url))) {
    throw new CommandFailure('usage', 'With --as, --url is the address of an inlet: http://host:port/in/…', {
      exitCode: 2,
    });
  }
  const { loss: lossPercent, twice: isTwice = false, reorder: isReordered = false } = options;
  if (!relay.speech.tellsTime && (lossPercent > 0 || isTwice)) {
    throw new CommandFailure(
      'usage',
      `${relay.name} tells no time, so a beat that comes again is another one.`,
      {
        exitCode: 2,
      },
    );
  }
  const faults = { lossPercent, isTwice, isReordered };
  const aheadMs = options.ahead * SECOND_MS;
  // What tells no time is stored at its arrival, so it is told at the pace of life.
  const speed = options.speed ?? (relay.speech.tellsTime ? DEFAULT_SPEED.run : 1);
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const run = await withInlet(context, options, (address) =>
    simulateRelay(context, { relay, url: address, plan, speed, seed, faults, aheadMs }),
  );
  const said = `${run.startedAt}  ${run.app}  ${run.beats} beats in ${run.messages} messages`;
  printResult(context, options, { seed, speed, ...run }, `${said}\nRepeat with --seed ${seed}.`);
  if (context.signal.aborted) throw interrupted();
}

async function simulate(
  context: CliContext,
  options: SimulateOptions & { readonly plan: SimulatedPlanId | 'week' },
): Promise<void> {
  if (options.url !== undefined && isInletUrl(new URL(options.url))) {
    throw new CommandFailure('usage', 'This is the address of an inlet: name the app with --as.', {
      exitCode: 2,
    });
  }
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
