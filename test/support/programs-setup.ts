import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { bundleProcesses } from './bundle-processes.ts';
import { missingPrograms, missingSentence } from './programs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Paths of the programs that tests start and kill, beside the product itself. */
    programs: Readonly<Record<'embedded' | 'liveServer', string>>;
  }
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['src', 'migrations', 'package-lock.json', '.config'];
const BUILT = ['dist/server/main.js', 'dist/web/index.html'];

/** Checks the machine's programs before anything starts; then the built product, not older than its sources, and the programs of the tests. */
export default async function setup(project: TestProject): Promise<void> {
  const missing = missingPrograms();
  if (missing.length > 0) throw new Error(missingSentence(missing));
  if (Math.max(...SOURCES.map(changedMs)) > Math.min(...BUILT.map(changedMs))) {
    execFileSync('npm', ['run', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  project.provide(
    'programs',
    await bundleProcesses('test-programs', {
      embedded: new URL('run-embedded.ts', import.meta.url),
      liveServer: new URL('run-live-server.ts', import.meta.url),
    }),
  );
}

/** When a file, or the newest one of a folder, was written; 0 when there is none. */
function changedMs(path: string): number {
  const found = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(join(ROOT, path)).map((name) => changedMs(join(path, name))));
}
