import { readFileSync } from 'node:fs';

/** Measured; beyond it a process has more to do than one core can. */
const MOST = 20_000;
/** Open files for all that is no stream: requests, the database, uploads, the page. */
const FOR_OTHERS = 500;
const FEWEST = 1_000;
/** Where the system does not say how many a process may open. */
const USUAL_OPEN_FILES = 20_000;

/** Streams that one process may hold: each is an open file, of which the system allows so many. */
export function mostStreams(openFiles: number = openFilesAllowed()): number {
  return Math.min(MOST, Math.max(FEWEST, openFiles - FOR_OTHERS));
}

/** Node raises the soft limit to the hard one as it starts. */
function openFilesAllowed(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const [, soft] = /^Max open files\s+(\d+|unlimited)/m.exec(limits) ?? [];
    return soft === 'unlimited' ? Infinity : Number(soft ?? USUAL_OPEN_FILES);
  } catch {
    return USUAL_OPEN_FILES;
  }
}
