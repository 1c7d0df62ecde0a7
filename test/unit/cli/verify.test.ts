import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createReportSeal } from '../../../src/adapters/receipts/report-seal.ts';
import { RECEIPT_FORMAT } from '../../../src/application/receipts/issue-receipt.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { cliHarness } from './cli-harness.ts';

const seal = createReportSeal('the secret of an installation');
const content = {
  format: RECEIPT_FORMAT,
  athleteId: 'a',
  week: '2026-W46',
  issuedAt: '2026-11-20T12:00:00.000Z',
  report: { status: 'met' },
  evidence: { sha256: '00', sessions: [{ id: 's1', localDate: '2026-11-11', sha256: '01' }], days: [] },
  publicKey: seal.publicKey,
};
const receipt = { ...content, signature: seal.seal(content) };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zone-coach-verify-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verify(written: unknown, ...options: string[]) {
  const file = join(folder, 'week.json');
  await writeFile(file, typeof written === 'string' ? written : JSON.stringify(written));
  const harness = cliHarness();
  const exitCode = await runCli(['verify', file, ...options], harness.context);
  return { ...harness, exitCode };
}

it('D7: says offline that a report is as it was signed, and by whom', async () => {
  const { exitCode, output, opened } = await verify(receipt);
  expect([exitCode, opened()]).toEqual([0, 0]);
  expect(output.out).toContain('2026-W46 is as it was signed.');
  expect(output.out).toContain(seal.publicKey);
  expect((await verify(receipt, '--key', seal.publicKey)).exitCode).toBe(0);
});

it('D7: a changed report, another key and what is no report are refused', async () => {
  const changed = await verify({ ...receipt, report: { status: 'missed' } });
  expect([changed.exitCode, changed.output.err]).toEqual([
    1,
    expect.stringContaining('not as it was signed'),
  ]);
  const other = createReportSeal('the secret of another one');
  expect((await verify(receipt, '--key', other.publicKey)).exitCode).toBe(1);
  const resealed = { ...content, publicKey: other.publicKey, signature: receipt.signature };
  expect((await verify(resealed)).exitCode).toBe(1);
  expect((await verify('{}')).exitCode).toBe(2);
  expect((await verify('no JSON')).exitCode).toBe(2);
});

it('D7: against the database it names week and session, and fails', async () => {
  const same = await verify(receipt, '--database');
  expect([same.exitCode, same.opened()]).toEqual([0, 1]);
  expect(same.output.out).toContain('Its evidence is unchanged.');
  const file = join(folder, 'week.json');
  const harness = cliHarness();
  harness.service.verbs.compareReceipt = () =>
    Promise.resolve([{ week: '2026-W46', what: 'evidence_changed', sessionId: 's1', date: '2026-11-11' }]);
  expect(await runCli(['verify', file, '--database'], harness.context)).toBe(1);
  expect(harness.output.out).toContain('2026-W46, 2026-11-11, session s1: heartbeats differ');
});
