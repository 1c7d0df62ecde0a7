import { DEMO_ATHLETES } from '../application/people/demo-athletes.ts';
import type { CliContext } from './cli-context.ts';
import { printResult, withService, type OutputOptions } from './command.ts';
import { CommandFailure } from './failure.ts';
import { progressOf } from './progress.ts';

interface ClinicOptions extends OutputOptions {
  readonly url?: string;
  readonly remove?: true;
}

/** The demo clinic of the local installation: made with 20 simulated athletes, or removed whole. */
export function simulateClinic(context: CliContext, options: ClinicOptions): Promise<void> {
  if (options.url !== undefined) {
    throw new CommandFailure('usage', 'The demo clinic is made on the local installation: leave out --url.', {
      exitCode: 2,
    });
  }
  return withService(context, async ({ verbs }) => {
    if (options.remove === true) {
      await verbs.removeDemoClinic({ userId: null });
      printResult(context, options, { removed: true }, 'The demo clinic is gone, and its athletes with it.');
      return;
    }
    const progress = progressOf(context, 'Athletes', DEMO_ATHLETES.length);
    try {
      const { id, name, athleteIds } = await verbs.createDemoClinic({
        userId: null,
        locale: 'en',
        onAthlete: () => progress.step(1),
      });
      const said = `${name} has ${athleteIds.length} simulated athletes: open Desk on the page.\nRemove it with --plan clinic --remove.`;
      printResult(context, options, { clinicId: id, athleteIds }, said);
    } finally {
      progress.stop();
    }
  });
}
