import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const database = 'test/support/database-setup.ts';
const programs = 'test/support/programs-setup.ts';
/** A killed run leaves no worker, whatever sockets it holds. */
const endWithRun = 'test/support/end-with-run.ts';
/** Each statement of the service is answered by one node, or has its reason. */
const holdStatementsToKey = 'test/support/distribution/hold-statements-to-key.ts';
/** Ends what hangs, also on a machine that does ten other things; what a thing may take is said where it is tested. */
const HANGS_AFTER_MS = 60_000;
const timed = 'test/**/*.timed.test.ts';
const large = 'test/unit/**/*.large.test.ts';

/**
 * unit: pure and fast, no database. large: as pure, thousands of cases. integration: a real Postgres. e2e: real
 * processes, sockets and browsers. timed: the same, one after the other, since the time that something takes is part of
 * what they say. corpus: real files.
 */
export default defineConfig({
  root,
  cacheDir: '.cache/vitest',
  test: {
    // Files share their modules: none may change what another sees, and nothing is loaded fifty times.
    isolate: false,
    // What a poll waits for comes in a moment, or on a busy machine in several.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{unit,architecture}/**/*.test.ts'],
          exclude: [large],
          testTimeout: HANGS_AFTER_MS,
        },
      },
      { extends: true, test: { name: 'large', include: [large], testTimeout: HANGS_AFTER_MS } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/{integration,contract}/**/*.test.ts'],
          globalSetup: database,
          setupFiles: [endWithRun, holdStatementsToKey],
          testTimeout: HANGS_AFTER_MS,
          hookTimeout: HANGS_AFTER_MS,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          // Much of their time they wait for processes and clocks: with one more than there are cores, no core waits too.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 1 },
          include: ['test/e2e/**/*.test.ts'],
          exclude: [timed],
          globalSetup: [programs, database],
          setupFiles: [endWithRun, holdStatementsToKey],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'timed',
          include: [timed],
          globalSetup: [programs, database],
          setupFiles: [endWithRun, holdStatementsToKey],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: { name: 'corpus', include: ['test/corpus/**/*.test.ts'], testTimeout: 300_000 },
      },
    ],
  },
});
