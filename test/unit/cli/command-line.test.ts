import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/application/errors.ts';
import { StartupError } from '../../../src/application/startup-error.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { cliHarness } from './cli-harness.ts';

const ATHLETE = '0192d3c4-5e6f-7a8b-9c0d-1e2f3a4b5c6d';
const COMMANDS = [
  ['serve'],
  ['migrate'],
  ['distribute'],
  ['watch'],
  ['user', 'invite'],
  ['athlete', 'create'],
  ['token', 'create'],
  ['inlet', 'create'],
  ['import'],
  ['simulate'],
  ['report'],
  ['recompute'],
  ['verify'],
  ['export'],
  ['backup'],
  ['restore'],
  ['sign-in-link'],
];

describe('the command line', () => {
  it.each(COMMANDS)(
    '%s %s explains itself with --help, knows --json, and touches nothing',
    async (...path) => {
      const { context, output, opened } = cliHarness();
      const words = path.filter((word) => typeof word === 'string');
      expect(await runCli([...words, '--help'], context)).toBe(0);
      expect(output.out).toContain(`Usage: zone-coach ${words.join(' ')}`);
      expect(output.out).toContain('--json');
      expect(opened()).toBe(0);
    },
  );

  it.each([
    ['an unknown command', ['fly']],
    ['an unknown option', ['report', '--colour']],
    ['a missing required option', ['athlete', 'create', '--name', 'Ane']],
    ['a week that does not exist', ['report', '--week', '2026-W54']],
    ['a date that does not exist', ['athlete', 'create', '--birth-date', '1980-02-30']],
    ['a zone that is an offset', ['athlete', 'create', '--name', 'Ane', '--time-zone', '+01:00']],
    ['a max heart rate out of bounds', ['athlete', 'create', '--max-heart-rate', '99']],
    ['a fraction where a whole number stands', ['athlete', 'create', '--max-heart-rate', '190.5']],
    ['a scope nobody has', ['token', 'create', '--scopes', 'live,root']],
    ['an athlete that is no id', ['report', '--athlete', 'ane']],
    ['an http address of a live stream', ['simulate', '--url', 'http://127.0.0.1:3000']],
    ['a relay app nobody knows', ['simulate', '--as', 'fax']],
    ['the address of an inlet without its app', ['simulate', '--url', 'http://127.0.0.1:3000/in/zi_x']],
    ['a plan that is none', ['simulate', '--plan', '5x5']],
    ['an import of nothing', ['import']],
  ])('%s is refused with exit code 2 before anything is opened', async (_, args) => {
    const { context, output, opened } = cliHarness();
    expect(await runCli(args, context)).toBe(2);
    expect(output.err).not.toBe('');
    expect(output.out).toBe('');
    expect(opened()).toBe(0);
  });

  it('says a failure in one sentence, without a stack, and closes what it opened', async () => {
    const { context, output, service, opened, closed } = cliHarness();
    service.verbs.reportWeek = () => Promise.reject(new AppError('not_found', 'There is no such athlete.'));
    expect(await runCli(['report', '--athlete', ATHLETE], context)).toBe(3);
    expect(output.err).toBe('There is no such athlete.\n');
    expect([opened(), closed()]).toEqual([1, 1]);
  });

  it('says a failure as JSON with --json', async () => {
    const { context, output, service } = cliHarness();
    service.verbs.reportWeek = () => Promise.reject(new AppError('not_found', 'There is no such athlete.'));
    expect(await runCli(['report', '--athlete', ATHLETE, '--json'], context)).toBe(3);
    expect(JSON.parse(output.err)).toEqual({
      error: { code: 'not_found', message: 'There is no such athlete.' },
    });
    expect(output.out).toBe('');
  });

  it('exits with 1 and the sentence when the installation cannot start', async () => {
    const { context, output } = cliHarness();
    const failing = {
      ...context,
      open: () => Promise.reject(new StartupError('Port 3000 is in use.')),
    };
    expect(await runCli(['migrate'], failing)).toBe(1);
    expect(output.err).toBe('Port 3000 is in use.\n');
  });

  it('serves when no command is named, until it is interrupted', async () => {
    const { context, output, interrupt, servers } = cliHarness();
    const running = runCli([], context);
    await Promise.resolve();
    interrupt();
    expect(await running).toBe(0);
    expect(output.out).toContain('http://127.0.0.1:3000');
    expect(servers).toEqual({ started: 1, closed: 1 });
  });
});

describe('athlete create', () => {
  it('makes the athlete, the measured maximum and a token with every scope', async () => {
    const { context, output, calls } = cliHarness();
    const args = ['athlete', 'create', '--name', 'Ane', '--time-zone', 'Europe/Copenhagen', '--locale', 'da'];
    const more = ['--max-heart-rate', '190', '--valid-from', '2020-01-01', '--json'];
    expect(await runCli([...args, ...more], context)).toBe(0);
    expect(JSON.parse(output.out)).toEqual({ athleteId: ATHLETE, token: 'zc_text' });
    expect(calls).toEqual([
      [
        'createAthlete',
        { name: 'Ane', timeZone: 'Europe/Copenhagen', locale: 'da', birthDate: null, ownerUserId: null },
      ],
      [
        'addMaxHeartRate',
        {
          athleteId: ATHLETE,
          value: { bpm: 190, source: 'measured', validFrom: '2020-01-01', method: null },
          previewId: null,
        },
      ],
      [
        'issueDeviceToken',
        { athleteId: ATHLETE, name: 'command line', scopes: ['live', 'upload', 'read', 'manage'] },
      ],
    ]);
  });

  it('M2: estimates the maximum from the date of birth when none was measured', async () => {
    const { context, calls } = cliHarness();
    const args = ['athlete', 'create', '--name', 'Bo', '--time-zone', 'UTC', '--birth-date', '1976-11-22'];
    expect(await runCli(args, context)).toBe(0);
    // 211 - 0.64 * 50 = 179 on the fiftieth birthday.
    expect(calls[1]).toEqual([
      'addMaxHeartRate',
      {
        athleteId: ATHLETE,
        value: { bpm: 179, source: 'formula', validFrom: '2026-11-22', method: 'nes' },
        previewId: null,
      },
    ]);
  });
});

describe('the athlete of a command', () => {
  it('is the only one when none is named', async () => {
    const { context, calls } = cliHarness({ athletes: [ATHLETE] });
    expect(await runCli(['token', 'create', '--scopes', 'live,upload,live'], context)).toBe(0);
    expect(calls).toEqual([
      ['issueDeviceToken', { athleteId: ATHLETE, name: 'command line', scopes: ['live', 'upload'] }],
    ]);
  });

  it.each([
    [[], 3],
    [[ATHLETE, ATHLETE.replace('0', '1')], 2],
  ])('must be named unless there is exactly one (%#)', async (athletes, code) => {
    const { context, output } = cliHarness({ athletes });
    expect(await runCli(['token', 'create', '--scopes', 'live'], context)).toBe(code);
    expect(output.err).toMatch(/athlete/);
  });
});
