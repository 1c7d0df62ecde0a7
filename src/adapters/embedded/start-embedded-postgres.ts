import { mkdir, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '../../application/startup-error.ts';
import { findBinaries } from './binaries.ts';
import {
  CLUSTER_DATABASE,
  CLUSTER_USER,
  clusterDirOf,
  clusterExists,
  clusterLogOf,
  findPostmaster,
  passwordFileOf,
  processExists,
} from './cluster.ts';
import { createCluster } from './create-cluster.ts';
import { launchPostmaster } from './launch-postmaster.ts';
import type { Launched } from './launch-postmaster.ts';
import { takeLease } from './lease.ts';
import type { Lease } from './lease.ts';
import { findRunAs } from './run-as.ts';
import type { RunAs } from './run-as.ts';

const POLL_MS = 50;
/** Waiting for others (a stopping Postgres, shared memory of a killed one); a recovery in progress is waited for longer. */
const PATIENCE_MS = 60_000;
const LAUNCHES = 5;
const STOP_PATIENCE_MS = 60_000;
/** A checkpoint that can't be written (a full disk) is not waited for: its log says everything at the next start. */
const CHECKPOINT_PATIENCE_MS = 20_000;
/** A disk that was full may have room again. */
const REVIVE_EVERY_MS = 2_000;

export interface EmbeddedPostgres {
  /** Valid as long as the handle is open: a Postgres that died is started again on the same port. */
  readonly url: string;
  /** False when another process of ours had it running. */
  readonly startedHere: boolean;
  /** Gives our use up. The last user stops Postgres and waits for its clean end. Close your pool before. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** Further server settings. */
  readonly settings?: Readonly<Record<string, string>>;
  /** False only for data that may be lost: no sync while the cluster is made. */
  readonly sync?: boolean;
  /** Called when Postgres has died and is being started again, and whenever that has failed; it is tried until it works. */
  readonly onEvent?: (event: 'restarting' | 'restarted' | 'lost', error?: unknown) => void;
}

/**
 * A real PostgreSQL in `<dataDir>/postgres`, made, started, or joined when another process of ours already runs it.
 * It listens on 127.0.0.1 only, on a free port, behind a random password that lies in its own directory.
 *
 * @throws StartupError with one sentence when the directory, its version or its owner do not allow it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const clusterDir = clusterDirOf(dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new StartupError(`The data directory ${dataDir} cannot be created: check DATA_DIR.`, { cause });
  });
  const runAs = await findRunAs(clusterDir);
  const binaries = await findBinaries(runAs);
  if (!(await clusterExists(clusterDir))) {
    await createCluster(clusterDir, binaries, { runAs, sync: options.sync ?? true });
  }
  await checkOwner(clusterDir, runAs);
  const password = (await readFile(passwordFileOf(clusterDir), 'utf8')).trim();

  const launch = (port: number | null): Promise<Launched> =>
    launchPostmaster({
      clusterDir,
      logFile: clusterLogOf(dataDir),
      binaries,
      runAs,
      port,
      settings: options.settings ?? {},
    });
  const first = await join({ clusterDir, password, launch, port: null });
  const url = urlOf(first.port, password);
  let lease = first.lease;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let reviving: Promise<void> = Promise.resolve();

  const watch = (): void =>
    lease.onLost(() => {
      if (isStopping()) return;
      options.onEvent?.('restarting');
      reviving = revive();
    });
  const revive = async (): Promise<void> => {
    const { signal } = stopping;
    while (!isStopping()) {
      try {
        ({ lease } = await join({ clusterDir, password, launch, port: first.port, signal }));
        watch();
        options.onEvent?.('restarted');
        return;
      } catch (error) {
        if (!isStopping()) options.onEvent?.('lost', error);
      }
      await delay(REVIVE_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  watch();

  return {
    url,
    startedHere: first.startedHere,
    async stop() {
      if (isStopping()) return;
      stopping.abort();
      await reviving;
      const last = await lease.release().catch(() => false);
      if (last) await shutDown(clusterDir);
      await lease.close();
    },
  };
}

interface Joining {
  clusterDir: string;
  password: string;
  launch: (port: number | null) => Promise<Launched>;
  /** The port to insist on, or null. */
  port: number | null;
  signal?: AbortSignal;
}

/** Connects to the running postmaster, or launches one and connects; whoever wins a race of several, all end connected. */
async function join(options: Joining): Promise<{ lease: Lease; port: number; startedHere: boolean }> {
  let launched: Launched | null = null;
  let launches = 0;
  let patienceEndsMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const running = await findPostmaster(options.clusterDir);
    if (running?.ready === true) {
      const lease = await takeLease(urlOf(running.port, options.password)).catch(() => null);
      const startedHere = launched !== null && !launched.hasEnded() && launched.port === running.port;
      if (lease !== null) return { lease, port: running.port, startedHere };
    } else if (running !== null && launched !== null && !launched.hasEnded()) {
      patienceEndsMs = Date.now() + PATIENCE_MS;
    }
    if (launched?.hasEnded() === true) {
      const log = await launched.ended;
      launched = null;
      if (launches >= LAUNCHES || !isPassing(log)) throw failedToStart(log);
    }
    if (running === null && launched === null) {
      launches += 1;
      launched = await options.launch(options.port);
    }
    if (Date.now() > patienceEndsMs || options.signal?.aborted === true) throw failedToStart('');
    await delay(POLL_MS);
  }
}

/** Another process was faster, a killed one has not quite gone, or the port was taken in between: worth another try. */
function isPassing(log: string): boolean {
  return /lock file .* already exists|shared memory block|could not (bind|create any TCP)/.test(log);
}

function failedToStart(log: string): StartupError {
  const fatal = [...log.matchAll(/(?:FATAL|PANIC):\s+(.*)/g)].at(-1)?.[1] ?? 'it did not become ready';
  return new StartupError(
    `The embedded PostgreSQL did not start (${fatal}): its log is postgres.log in the data directory.`,
  );
}

async function checkOwner(clusterDir: string, runAs: RunAs | null): Promise<void> {
  const uid = runAs?.uid ?? process.getuid?.();
  const owner = await stat(clusterDir);
  if (uid !== undefined && owner.uid !== uid) {
    throw new StartupError(
      `The database directory ${clusterDir} belongs to another user: start as the user who made it.`,
    );
  }
}

/**
 * Fast shutdown: open transactions are rolled back, everything committed is on disk. Where that does not end, an
 * immediate one: what was committed stands in the write-ahead log, which the next start reads.
 */
async function shutDown(clusterDir: string): Promise<void> {
  const running = await findPostmaster(clusterDir);
  if (running === null) return;
  process.kill(running.pid, 'SIGINT');
  const startedMs = Date.now();
  let isImmediate = false;
  while ((await findPostmaster(clusterDir)) !== null || processExists(running.pid)) {
    const waitedMs = Date.now() - startedMs;
    if (waitedMs > CHECKPOINT_PATIENCE_MS && !isImmediate) {
      isImmediate = true;
      process.kill(running.pid, 'SIGQUIT');
    }
    if (waitedMs > STOP_PATIENCE_MS) throw new Error('the embedded PostgreSQL did not stop in time');
    await delay(POLL_MS);
  }
}

function urlOf(port: number, password: string): string {
  return `postgres://${CLUSTER_USER}:${password}@127.0.0.1:${port}/${CLUSTER_DATABASE}`;
}
