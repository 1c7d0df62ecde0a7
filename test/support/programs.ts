import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface TestProgram {
  /** Names that the program goes by, the most usual first. */
  readonly names: readonly string[];
  /** The package of Debian and Ubuntu that brings it. */
  readonly debianPackage: string;
  /** The environment variable that may hold its path instead. */
  readonly variable?: string;
}

/** Every program that the tests start and that npm does not bring; `npm test` installs what is missing. */
export const TEST_PROGRAMS = {
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    debianPackage: 'chromium',
    variable: 'CHROMIUM',
  },
  curl: { names: ['curl'], debianPackage: 'curl' },
  'dbus-daemon': { names: ['dbus-daemon'], debianPackage: 'dbus-daemon' },
  mosquitto: { names: ['mosquitto'], debianPackage: 'mosquitto' },
  'nats-server': { names: ['nats-server'], debianPackage: 'nats-server' },
  nginx: { names: ['nginx'], debianPackage: 'nginx-light' },
  openssl: { names: ['openssl'], debianPackage: 'openssl' },
} as const satisfies Readonly<Record<string, TestProgram>>;

export type TestProgramName = keyof typeof TEST_PROGRAMS;

/** Debian keeps servers where only root looks. */
const ALSO_IN = ['/usr/sbin', '/usr/local/sbin', '/snap/bin'];

/** Absolute path of a program of the tests. @throws with one sentence when it is missing: a test is never skipped. */
export function programPath(name: TestProgramName): string {
  const path = findProgram(name);
  if (path === null) throw new Error(missingSentence([name]));
  return path;
}

/** Programs of the tests that this machine lacks. */
export function missingPrograms(env: NodeJS.ProcessEnv = process.env): TestProgramName[] {
  // The names of the table above.
  return (Object.keys(TEST_PROGRAMS) as TestProgramName[]).filter((name) => findProgram(name, env) === null);
}

function findProgram(name: TestProgramName, env: NodeJS.ProcessEnv = process.env): string | null {
  const program: TestProgram = TEST_PROGRAMS[name];
  const given = program.variable === undefined ? undefined : env[program.variable];
  if (given !== undefined && given !== '') return existsSync(given) ? given : null;
  const folders = [...(env['PATH'] ?? '').split(delimiter), ...ALSO_IN].filter((folder) => folder !== '');
  const paths = program.names.flatMap((each) => folders.map((folder) => join(folder, each)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** What to install, with which command, in one sentence. */
export function missingSentence(names: readonly TestProgramName[], platform = process.platform): string {
  const command =
    platform === 'darwin'
      ? `brew install ${names.map((name) => (name === 'dbus-daemon' ? 'dbus' : name)).join(' ')}`
      : `apt-get install ${debianPackages(names).join(' ')}`;
  const elsewhere =
    platform === 'darwin' ? '' : ', or the same programs by the package manager of this system';
  return `The tests need ${names.join(', ')}, which this machine lacks; install with \`${command}\`${elsewhere}, and run again.`;
}

export function debianPackages(names: readonly TestProgramName[]): string[] {
  return names.map((name) => TEST_PROGRAMS[name].debianPackage);
}
