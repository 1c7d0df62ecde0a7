import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WATCHDOG = fileURLToPath(new URL('watchdog.js', import.meta.url));

let watchdog: ReturnType<typeof startWatchdog> | null = null;

/** A child that ends with this process, however this one ends (SIGKILL too). */
export function guardProcess<Child extends ChildProcess>(child: Child): Child {
  const { pid } = child;
  if (pid === undefined) return child;
  tell({ pid });
  child.once('exit', () => tell({ gone: pid }));
  return child;
}

/** A directory that goes when this process ends, with a PostgreSQL that may run in it. */
export function guardDirectory(directory: string): void {
  tell({ directory });
}

/** A temporary directory of a test; `parent` where the system's folder for such will not do. */
export async function makeDirectory(name: string, parent = tmpdir()): Promise<string> {
  const directory = await mkdtemp(join(parent, `zone-coach-${name}-`));
  guardDirectory(directory);
  return directory;
}

/** The watchdog of this process starts with the first thing that it guards. */
function tell(fact: object): void {
  watchdog ??= startWatchdog();
  watchdog.stdin.write(`${JSON.stringify(fact)}\n`);
}

/** In a session apart, so that Ctrl-C in a terminal does not end it first; it keeps this process from nothing. */
function startWatchdog() {
  const child = spawn(process.execPath, [WATCHDOG], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  // The pipe is a socket, which can let go of the event loop.
  (child.stdin as unknown as { unref(): void }).unref();
  return child;
}
