/**
 * Runs the tests on real files that lie in a folder: `all` what the folder's descriptions allow, `oracle` only the
 * comparison with the device's own zones. Usage: tsx test/corpus/run.ts all|oracle DIR
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [what, folder] = process.argv.slice(2);
const directory = folder === undefined ? undefined : resolve(folder);
if ((what !== 'all' && what !== 'oracle') || directory === undefined || !existsSync(directory)) {
  process.stderr.write('Name the folder of real files: npm run corpus -- DIR (or npm run oracle -- DIR)\n');
  process.exit(1);
}
if (!statSync(directory).isDirectory()) {
  process.stderr.write(`${directory} is not a folder.\n`);
  process.exit(1);
}

const here = 'test/corpus';
const tests = [`${here}/oracle.test.ts`];
if (what === 'all') {
  tests.push(
    `${here}/oracle-over-http.test.ts`,
    `${here}/article-reports.test.ts`,
    `${here}/outcomes.test.ts`,
    `${here}/heart-rate-counts.test.ts`,
    `${here}/second-judge.test.ts`,
  );
}
const described = tests.filter((test) => {
  if (!test.includes('oracle') || what === 'oracle' || existsSync(resolve(directory, 'oracle.json')))
    return true;
  process.stdout.write('oracle.json is not in the folder: what rests on it is not tested.\n');
  return false;
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '-c',
    '.config/vitest.config.ts',
    '--project',
    'corpus',
    ...described,
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CORPUS_DIR: directory } },
);
process.exit(status ?? 1);
