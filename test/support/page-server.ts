import { rm } from 'node:fs/promises';
import { freePort } from './free-port.ts';
import { makeDirectory } from './guarded.ts';
import { answerOf, startServer } from './server-process.ts';

export interface PageServer {
  readonly url: string;
  /** Signs the owner in, once; of the last start. */
  signInLink(): string;
  /** As a command beside the running server prints it. */
  freshSignInLink(): Promise<string>;
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The built server and page on a test's database, on a port that survives restarts. */
export async function startPageServer(
  databaseUrl: string,
  configuration: Readonly<Record<string, string>> = {},
): Promise<PageServer> {
  const dataDir = await makeDirectory('page');
  const port = String(await freePort());
  const options = { dataDir, env: { DATABASE_URL: databaseUrl, PORT: port, ...configuration } };
  let server = await startServer(options);
  return {
    url: server.address,
    signInLink: () => server.signInLink,
    async freshSignInLink() {
      const { link } = await answerOf<{ link: string }>(['sign-in-link'], options);
      return link;
    },
    async kill() {
      if (!server.hasEnded()) await server.kill();
    },
    async start() {
      server = await startServer(options);
    },
    async stop() {
      if (!server.hasEnded()) await server.interrupt();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
