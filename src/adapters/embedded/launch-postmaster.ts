import { spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Binaries } from './binaries.ts';
import { childEnvironment } from './child-environment.ts';
import { dataDirArgument } from './cluster.ts';
import type { RunAs } from './run-as.ts';

const LOG_KEPT_BYTES = 1_000_000;

/** Beyond the defaults of Postgres. Rows hold health data: no value of theirs may reach the log. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  jit: 'off',
};

export interface Launched {
  readonly port: number;
  /** Settles when the process has ended, with what it wrote to the log. */
  readonly ended: Promise<string>;
  hasEnded(): boolean;
}

/**
 * Starts a postmaster that outlives us unless stopped: in a separate session, so that a Ctrl-C in the terminal
 * reaches the server alone, and writing to a file, so that nothing breaks when we die first.
 */
export async function launchPostmaster(options: {
  clusterDir: string;
  logFile: string;
  binaries: Binaries;
  runAs: RunAs | null;
  /** Null: any free port. */
  port: number | null;
  settings: Readonly<Record<string, string>>;
}): Promise<Launched> {
  const port = options.port ?? (await findFreePort());
  const logFrom = await rotateLog(options.logFile);
  const log = await open(options.logFile, 'a', 0o600);
  try {
    const flags = Object.entries({ ...SETTINGS, ...options.settings, port: String(port) });
    const child = spawn(
      options.binaries.postgres,
      [
        '-D',
        dataDirArgument(options.clusterDir, options.runAs),
        ...flags.flatMap(([k, v]) => ['-c', `${k}=${v}`]),
      ],
      {
        cwd: options.clusterDir,
        env: childEnvironment(),
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        ...options.runAs,
      },
    );
    child.unref();
    let over = false;
    const ended = new Promise<string>((resolve) => {
      const finish = (reason: string): void => {
        over = true;
        void readFile(options.logFile)
          .then((bytes) => bytes.subarray(logFrom).toString('utf8'))
          .catch(() => '')
          .then((written) => resolve(`${written}${reason}`));
      };
      child.once('exit', () => finish(''));
      child.once('error', (error) => finish(`FATAL:  ${error.message}`));
    });
    return { port, ended, hasEnded: () => over };
  } finally {
    await log.close();
  }
}

/** Starts a new log when it has grown; one former file is kept. Returns where this run's lines begin. */
async function rotateLog(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    (facts) => facts.size,
    () => 0,
  );
  if (size <= LOG_KEPT_BYTES) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no TCP port was assigned'));
        else resolve(address.port);
      });
    });
  });
}
