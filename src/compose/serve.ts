import type { Config } from '../config.ts';
import { createLog } from './create-log.ts';
import type { RunningServer } from './listen.ts';
import { openDatabase } from './open-database.ts';

/**
 * Starts the whole service and listens. The megabytes of the service are loaded, and all of it is composed, while its
 * database starts, which takes as long and waits for another process.
 *
 * @throws StartupError with one sentence when the database, the data directory or the port cannot be used.
 */
export async function serve(config: Config, log = createLog(config.logLevel)): Promise<RunningServer> {
  const database = openDatabase(config, log);
  let close = (): Promise<void> => database.close();
  try {
    const [{ composeService }, { listen }] = await Promise.all([
      import('./open-service.ts'),
      import('./listen.ts'),
    ]);
    const service = await composeService(config, log, database);
    close = () => service.close();
    return await listen(config, service, log);
  } catch (error) {
    await close();
    throw error;
  }
}
