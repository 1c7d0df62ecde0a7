import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = 'dist/server/main.js';
const PATIENCE_MS = 60_000;

export interface PageServer {
  readonly url: string;
  /** Signs the owner in, once; of the last start. */
  signInLink(): string;
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** What a command says beside the running server, on the same installation. */
  command(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** `zone-coach serve` as people run it: the built server and the built page, on a port that survives restarts. */
export async function startPageServer(
  databaseUrl: string,
  configuration: Readonly<Record<string, string>> = {},
): Promise<PageServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zone-coach-page-'));
  const port = await freePort();
  let child: ChildProcess | null = null;
  let link = '';
  const settings = {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      ...configuration,
    },
  };
  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [MAIN, 'serve', '--json'], {
      ...settings,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    link = await linkOf(started);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  try {
    await start();
  } catch (error) {
    await end('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `http://127.0.0.1:${port}`,
    signInLink: () => link,
    kill: () => end('SIGKILL'),
    start,
    async command(...args) {
      const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args], settings);
      return stdout;
    },
    async stop() {
      await end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function linkOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`the server did not start: ${said}`)), PATIENCE_MS);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const match = /https?:\/\/[^\s"]+\/v1\/auth\/[^\s"]+/.exec(said);
      if (match === null) return;
      clearTimeout(timer);
      resolve(match[0]);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`the server ended: ${said}`)));
  });
}

/** A port that nobody listens on, for what must know its own before it starts. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
