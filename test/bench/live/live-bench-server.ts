/** The live channel as a process whose use of CPU and memory can be asked for. */
import { startLiveServer } from '../../support/live-server.ts';
import { answerUsage } from './usage.ts';

const [databaseUrl] = process.argv.slice(2);
if (databaseUrl === undefined) throw new Error('a database is needed');
const server = await startLiveServer({ databaseUrl });
answerUsage(server.port);
