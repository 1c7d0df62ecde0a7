/** Before `npm test`: what the tests start and npm does not bring is installed, or named in one sentence. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { debianPackages, missingPrograms, missingSentence } from './programs.ts';

const missing = missingPrograms();
if (missing.length > 0) {
  const asRoot = rootCommand();
  if (!existsSync('/usr/bin/apt-get') || asRoot === null) fail(missingSentence(missing));
  process.stdout.write(`The tests need ${missing.join(', ')}: installing with apt-get.\n`);
  try {
    aptGet(asRoot, ['update', '-qq']);
    aptGet(asRoot, ['install', '-y', '-qq', '--no-install-recommends', ...debianPackages(missing)]);
  } catch {
    fail(missingSentence(missingPrograms()));
  }
  const still = missingPrograms();
  if (still.length > 0) fail(missingSentence(still));
}

/** What goes before a command of root's; null when this user cannot be root. */
function rootCommand(): readonly string[] | null {
  if (process.getuid?.() === 0) return [];
  const sudo = ['/usr/bin/sudo', '/bin/sudo'].find((path) => existsSync(path));
  return sudo === undefined ? null : [sudo];
}

function aptGet(asRoot: readonly string[], args: readonly string[]): void {
  // `env` because sudo passes no variable on.
  const [program, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
  execFileSync(program!, rest, { stdio: 'inherit' });
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
