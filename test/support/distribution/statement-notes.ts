import { chmod, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '../guarded.ts';

const HOOK = new URL('note-statements.js', import.meta.url).href;

let folder: string | null = null;
let isExpected = false;

/** From here on the processes that `notingEnvironment` is given to note what they send to PostgreSQL. */
export async function noteStatements(): Promise<void> {
  folder ??= await makeDirectory('statements');
  // Some of them run as somebody else.
  await chmod(folder, 0o777);
}

/** Empty where nobody looks at notes, as in a bench. */
export function notingEnvironment(): Record<string, string> {
  return folder === null ? {} : { NODE_OPTIONS: `--import=${HOOK}`, STATEMENT_NOTES: folder };
}

/** A process has started that cannot have done so without asking about an athlete. */
export function expectNotes(): void {
  isExpected = true;
}

/** The notes of each process or thread since the last call, and whether there must be some. */
export async function takeNotes(): Promise<{ notes: string[]; isExpected: boolean }> {
  const taken = { notes: await readNotes(), isExpected };
  isExpected = false;
  return taken;
}

async function readNotes(): Promise<string[]> {
  if (folder === null) return [];
  const paths = (await readdir(folder)).map((name) => join(folder!, name));
  const notes = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  await Promise.all(paths.map((path) => rm(path)));
  return notes;
}
