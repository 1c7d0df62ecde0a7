import type { CliContext, CliService } from '../../../src/cli/cli-context.ts';
import { parseLocalDate } from '../../../src/domain/calendar/local-time.ts';
import { PLAIN_INLET } from '../../support/inlet.ts';

const ATHLETE = '0192d3c4-5e6f-7a8b-9c0d-1e2f3a4b5c6d';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
interface FakeService extends Omit<CliService, 'verbs'> {
  readonly verbs: Mutable<CliService['verbs']>;
}

/**
 * A context whose installation only notes what it was asked, for the layer between the words of a command line and the
 * verbs. What the verbs do is tested where they live, on a real database.
 */
export function cliHarness(options: { athletes?: readonly string[] } = {}) {
  const output = { out: '', err: '' };
  const calls: [verb: string, input: unknown][] = [];
  const counts = { opened: 0, closed: 0 };
  const servers = { started: 0, closed: 0 };
  const abort = new AbortController();
  const note =
    <Answer>(verb: string, answer: Answer) =>
    (input: unknown): Promise<Answer> => {
      calls.push([verb, input]);
      return Promise.resolve(answer);
    };
  const notAsked = () => Promise.reject(new Error('not asked for in this test'));
  const service: FakeService = {
    verbs: {
      createAthlete: note('createAthlete', { athleteId: ATHLETE }),
      addMaxHeartRate: note('addMaxHeartRate', {
        id: 'm',
        bpm: 190,
        source: 'measured',
        validFrom: parseLocalDate('2020-01-01')!,
        method: null,
        createdAtMs: 0,
      }),
      issueDeviceToken: note('issueDeviceToken', {
        token: 'zc_text',
        device: {
          id: 'd',
          name: 'command line',
          scopes: ['live'],
          createdAtMs: 0,
          lastSeenAtMs: null,
          revokedAtMs: null,
        },
      }),
      revokeDevice: note('revokeDevice', undefined),
      createInlet: note('createInlet', {
        token: 'zi_text',
        inlet: {
          ...PLAIN_INLET,
          id: 'i',
        },
      }),
      revokeInlet: note('revokeInlet', undefined),
      createInvitation: note('createInvitation', {
        id: 'v',
        token: 'zv_text',
        expiresAtMs: 0,
        clinicName: null,
        mailed: null,
      }),
      createDemoClinic: note('createDemoClinic', {
        id: 'c',
        name: 'The demo clinic',
        createdAtMs: 0,
        athleteIds: [ATHLETE],
      }),
      removeDemoClinic: note('removeDemoClinic', undefined),
      // Not noted: reading is no effect.
      readAthlete: () =>
        Promise.resolve({
          id: ATHLETE,
          name: 'Ane',
          locale: 'en',
          birthDate: null,
          flags: [],
          timeZones: [{ validFrom: parseLocalDate('2000-01-01')!, timeZone: 'UTC' }],
        }),
      ingestUpload: ({ fileName }) =>
        Promise.resolve({
          id: `upload of ${fileName}`,
          fileName,
          sha256: '00',
          status: fileName.startsWith('bad') ? 'rejected' : 'imported',
          sessions: [],
          warnings: [],
          error: fileName.startsWith('bad') ? { code: 'not_fit', message: 'This is not a FIT file.' } : null,
        }),
      importArchive: async ({ fileName, pieces }) => {
        for await (const piece of pieces) calls.push(['importArchive', piece.length]);
        const upload = {
          id: 'u',
          sha256: '00',
          status: 'imported' as const,
          sessions: [],
          warnings: [],
          error: null,
        };
        return {
          uploads: [
            { ...upload, fileName: 'a/good.fit' },
            { ...upload, fileName },
          ],
          job: null,
        };
      },
      readImportJob: notAsked,
      runImportJob: notAsked,
      cancelImportJob: notAsked,
      listUploads: notAsked,
      reportWeek: notAsked,
      compareReceipt: note('compareReceipt', []),
      exportAthlete: async function* () {
        yield await Promise.resolve(new Uint8Array([80, 75]));
      },
      recompute: note('recompute', {
        sessions: 0,
        changes: [],
        restamped: 0,
        passiveDates: [],
        uploads: { files: 0, changed: [] },
        ruleVersion: '1',
      }),
    },
    database: {
      applied: ['0001_first'],
      backup: (path) => note('backup', undefined)(path),
      restore: (path) => note('restore', undefined)(path),
      distribute: () => note('distribute', { distributed: ['athlete'], copied: ['clinic'] })(undefined),
    },
    listAthleteIds: () => Promise.resolve(options.athletes ?? []),
    listDemoAthleteIds: () => Promise.resolve([]),
    createSignInLink: () => Promise.resolve('http://127.0.0.1:3000/sign-in?once'),
    publicUrl: 'http://127.0.0.1:3000',
    close: () => {
      counts.closed++;
      return Promise.resolve();
    },
  };
  const context: CliContext = {
    open: () => {
      counts.opened++;
      return Promise.resolve(service);
    },
    serve: () => {
      servers.started++;
      return Promise.resolve({
        address: 'http://127.0.0.1:3000',
        signInLink: 'http://127.0.0.1:3000/sign-in?once',
        close: () => {
          servers.closed++;
          return Promise.resolve();
        },
      });
    },
    out: (text) => {
      output.out += text;
    },
    err: (text) => {
      output.err += text;
    },
    isTty: false,
    isInteractive: false,
    env: {},
    nowMs: () => Date.UTC(2026, 10, 22, 12),
    signal: abort.signal,
  };
  return {
    context,
    service,
    output,
    calls,
    servers,
    opened: () => counts.opened,
    closed: () => counts.closed,
    interrupt: () => abort.abort(),
  };
}
