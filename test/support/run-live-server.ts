/** A live server as a separate process, for tests that kill it. Says its port on a line, drains on SIGTERM. */
import { pino } from 'pino';
import type { LiveStore } from '../../src/application/ports/live-store.ts';
import { startLiveServer } from './live-server.ts';

const { DATABASE_URL, PORT, NATS_URL, LIMITS } = process.env;
if (DATABASE_URL === undefined) throw new Error('DATABASE_URL is needed');

const log = pino({ level: process.env['LOG_LEVEL'] ?? 'fatal' }, pino.destination(2));
/** Dies after the commit whose number is given, before anybody is told of it. */
function dyingAfter(commits: number): (store: LiveStore) => LiveStore {
  let done = 0;
  return (store) => ({
    ...store,
    append: async (batches, receivedAtMs) => {
      const refused = await store.append(batches, receivedAtMs);
      if (++done >= commits) process.kill(process.pid, 'SIGKILL');
      return refused;
    },
  });
}

const server = await startLiveServer({
  databaseUrl: DATABASE_URL,
  port: Number(PORT ?? 0),
  log,
  wrapStore: dyingAfter(Number(process.env['KILLED_AFTER_COMMITS'] ?? Infinity)),
  // Written by the test that started this process.
  limits: JSON.parse(LIMITS ?? '{}') as object,
  ...(NATS_URL === undefined ? {} : { natsUrl: NATS_URL }),
});
process.on('SIGTERM', () => {
  void server.close().then(() => process.exit(0));
});
process.stdout.write(`${server.port}\n`);
