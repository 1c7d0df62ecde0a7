/**
 * Outlives the process that started it by a moment: when its standard input closes, which the end of that process does
 * however it came, it ends what is still registered. One JSON line each: `{"pid": 1}`, `{"gone": 1}`,
 * `{"directory": "/…"}` with everything in it, a PostgreSQL that runs there first.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const GONE_WITHIN_MS = 10_000;

const pids = new Set();
const directories = new Set();

for await (const line of createInterface({ input: process.stdin })) {
  const { pid, gone, directory } = JSON.parse(line);
  if (pid !== undefined) pids.add(pid);
  if (gone !== undefined) pids.delete(gone);
  if (directory !== undefined) directories.add(directory);
}

// A child that leads a group ends with it: browsers and npm start children of their own.
for (const pid of pids) if (!signal(-pid, 'SIGKILL')) signal(pid, 'SIGKILL');
const postmasters = [...directories].flatMap(postmasterIn);
// Immediate shutdown: a SIGKILL would leave the shared memory behind.
for (const pid of postmasters) signal(pid, 'SIGQUIT');
const deadlineMs = Date.now() + GONE_WITHIN_MS;
while (postmasters.some((pid) => signal(pid, 0)) && Date.now() < deadlineMs) await delay(25);
for (const pid of postmasters) signal(pid, 'SIGKILL');
for (const directory of directories) rmSync(directory, { recursive: true, force: true, maxRetries: 5 });

/** False when there is no such process. */
function signal(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

/** The process number in the pid file of `DIRECTORY/postgres`, if that process is a PostgreSQL. */
function postmasterIn(directory) {
  const read = (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  const pid = Number(read(join(directory, 'postgres/postmaster.pid')).split('\n')[0]);
  if (!(pid > 1)) return [];
  // Where there is no /proc, the fresh pid file of a directory made for one test is word enough.
  const command = read(`/proc/${pid}/cmdline`);
  return command === '' || command.includes('postgres') ? [pid] : [];
}
