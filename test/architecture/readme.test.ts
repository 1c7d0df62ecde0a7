/** The README against the product: what it names exists, and what exists is named. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../src/adapters/http/problem.ts';
import { LIVE_CLOSE } from '../../src/adapters/wire/live/live-protocol.ts';
import { buildProgram } from '../../src/cli/build-program.ts';
import { readConfig } from '../../src/config.ts';
import { cliHarness } from '../unit/cli/cli-harness.ts';

const fileText = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const README = fileText('README.md');

/** Cells of the table under a heading, without its head and with their code marks removed. */
function tableUnder(heading: string): string[][] {
  const section = README.slice(README.indexOf(`\n${heading}\n`)).split(/\n#+ /)[1] ?? '';
  return section
    .split('\n')
    .filter((line) => /^\| [^-]/.test(line))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

const firstCells = (heading: string): string[] =>
  tableUnder(heading)
    .map(([cell]) => cell!)
    .sort();

/** Every variable that reading the configuration asks for. */
function variablesAsked(): string[] {
  const asked = new Set<string>();
  const env = new Proxy<Record<string, string>>(
    {},
    {
      get: (_, name) => {
        asked.add(String(name));
        return undefined;
      },
    },
  );
  readConfig(env);
  return [...asked];
}

function commandsOf(command: Command, path: readonly string[] = []): string[] {
  return command.commands.flatMap((child) => {
    const here = [...path, child.name()];
    return child.commands.length > 0 ? commandsOf(child, here) : [here.join(' ')];
  });
}

describe('README.md', () => {
  it('lists exactly the variables that the configuration reads, with those that may be files', () => {
    const asked = variablesAsked();
    const expected = asked
      .filter((name) => !name.endsWith('_FILE'))
      .map((name) => (asked.includes(`${name}_FILE`) ? `${name} (_FILE)` : name));
    expect(firstCells('## Configuration')).toEqual(expected.sort());
  });

  it('gives the defaults that hold when nothing is set', () => {
    const { port, host, dataDir, databasePoolSize, logLevel, maxUploadFileBytes, maxUploadRequestBytes } =
      readConfig({});
    const defaults = new Map(tableUnder('## Configuration').map(([name, value]) => [name!, value!]));
    expect(Object.fromEntries(defaults)).toMatchObject({
      PORT: String(port),
      HOST: host,
      DATA_DIR: dataDir,
      DATABASE_POOL_SIZE: String(databasePoolSize),
      LOG_LEVEL: logLevel,
      MAX_UPLOAD_FILE_MIB: String(maxUploadFileBytes / 1024 / 1024),
      MAX_UPLOAD_REQUEST_MIB: String(maxUploadRequestBytes / 1024 / 1024),
    });
  });

  it('lists exactly the commands of the command line', () => {
    expect(firstCells('## Command line')).toEqual(commandsOf(buildProgram(cliHarness().context)).sort());
  });

  it('names only scripts that package.json has', () => {
    // The shape is npm's.
    const { scripts } = JSON.parse(fileText('package.json')) as { scripts: Record<string, string> };
    const named = [...README.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('lists every refusal with its status, and every close code', () => {
    const problems = Object.entries(PROBLEMS).map(([code, { status }]) => [code, String(status)]);
    const listed = tableUnder('### Refusals over HTTP').map((row) => row.slice(0, 2));
    expect(listed).toEqual(expect.arrayContaining(problems));
    expect(listed).toHaveLength(problems.length);
    expect(firstCells('### Closing of live sockets')).toEqual(Object.values(LIVE_CLOSE).map(String).sort());
  });
});
