import type { Config } from '../config.ts';
import { createLog } from './create-log.ts';
import type { RunningServer } from './listen.ts';
import { openDatabase } from './open-database.ts';

/**
 * Starts the whole service and listens. The megabytes of the service itself are loaded while its database starts, which
 * takes as long and waits for another process.
 *
 * @throws StartupError with one sentence when the database, the data directory or the port cannot be used.
 */
export async function serve(config: Config, log = createLog(config.logLevel)): Promise<RunningServer> {
  const opening = openDatabase(config, log);
  const loading = Promise.all([import('./open-service.ts'), import('./listen.ts')]);
  // It is waited for in its turn; until then a failure is nobody's.
  loading.catch(() => undefined);
  const database = await opening;
  let close = (): Promise<void> => database.close();
  try {
    const [{ openService }, { listen }] = await loading;
    const service = await openService(config, log, database);
    close = () => service.close();
    return await listen(config, service, log);
  } catch (error) {
    await close();
    throw error;
  }
}
