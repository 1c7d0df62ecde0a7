import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { createDisposers } from './disposers.ts';
import { startInletServer, type InletServer } from './inlet-server.ts';

/** One database and one service for all tests of a file; there once they run, and taken down though the set-up throws half-way. */
export function useInletServer(): InletServer & { readonly database: TestDatabase } {
  const tests = {} as InletServer & { database: TestDatabase };
  const disposers = createDisposers();
  beforeAll(async () => {
    tests.database = disposers.add(await createTestDatabase(), (each) => each.dispose());
    Object.assign(
      tests,
      disposers.add(await startInletServer(tests.database.url), (each) => each.close()),
    );
  });
  afterAll(() => disposers.run());
  return tests;
}
