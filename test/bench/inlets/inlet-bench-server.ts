/** The whole service as a process whose use of CPU can be asked for. */
import { readConfig } from '../../../src/config.ts';
import { serve } from '../../../src/compose/serve.ts';
import { answerUsage } from '../live/usage.ts';

const [databaseUrl] = process.argv.slice(2);
if (databaseUrl === undefined) throw new Error('a database is needed');
const server = await serve(
  readConfig({ DATABASE_URL: databaseUrl, PORT: '0', LOG_LEVEL: 'silent', SECRET: 'x'.repeat(40) }),
);
answerUsage(Number(new URL(server.address).port));
