/**
 * A process that uses the embedded database, for tests that kill it: `tsx run-embedded.ts DATA_DIR`. It prints one
 * JSON line when connected and when Postgres came back, and stops on the first line of its standard input.
 */
import { createInterface } from 'node:readline';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/start-embedded-postgres.ts';
import { StartupError } from '../../src/application/startup-error.ts';

const say = (fact: Record<string, unknown>): boolean => process.stdout.write(`${JSON.stringify(fact)}\n`);

async function main(dataDir: string): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir, onEvent: (event) => say({ event }) });
  // As a server would: Ctrl-C is for us to handle, and Postgres must not have noticed it. Before anybody can know us.
  process.on('SIGINT', () => say({ interrupted: true }));
  say({ url: postgres.url, startedHere: postgres.startedHere });
  createInterface({ input: process.stdin }).once('line', () => {
    void postgres.stop().then(() => {
      say({ stopped: true });
      process.exit(0);
    });
  });
}

main(process.argv[2]!).catch((error: unknown) => {
  say(error instanceof StartupError ? { refused: error.message } : { failed: String(error) });
  process.exitCode = 1;
});
