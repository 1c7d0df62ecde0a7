import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** A suite that another test kills: set up as those of `.config/vitest.config.ts`. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  cacheDir: '.cache/vitest-killed',
  test: {
    include: ['test/support/killed-suite/suite.ts'],
    isolate: false,
    globalSetup: 'test/support/database-setup.ts',
    setupFiles: 'test/support/end-with-run.ts',
    hookTimeout: 120_000,
  },
});
