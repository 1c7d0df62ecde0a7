import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { canonicalJson } from '../../../src/adapters/receipts/canonical-json.ts';
import { readReceipt } from '../../../src/adapters/receipts/read-receipt.ts';
import { isSealed } from '../../../src/adapters/receipts/report-seal.ts';
import type { Receipt } from '../../../src/application/receipts/issue-receipt.ts';
import { processContext } from '../../../src/cli/process-context.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import type { IsoWeek } from '../../../src/domain/units.ts';
import { createAthlete } from '../../support/athlete.ts';
import { monitoringFile, runFile } from '../../support/day-of-files.ts';
import { createInstallation, type Installation } from '../../support/installation.ts';

const WEEK = '2026-W46' as IsoWeek;

let installation: Installation;
let athleteId: string;
let sessionId: string;
let text: string;
beforeAll(async () => {
  installation = await createInstallation();
  const { stores, verbs } = installation;
  athleteId = await createAthlete(stores);
  const upload = async (fileName: string, bytes: Uint8Array): Promise<string | undefined> =>
    (await verbs.ingestUpload({ athleteId, fileName, bytes })).sessions[0];
  sessionId = (await upload('a.fit', runFile('2026-11-11T06:00:00Z', 1)))!;
  await upload('b.fit', runFile('2026-11-13T06:00:00Z', 2));
  await upload('day.fit', monitoringFile('2026-11-09T23:00:00Z', 20 * 60));
  text = JSON.stringify(await verbs.issueReceipt({ athleteId, week: WEEK }));
});
afterAll(() => installation.dispose());

/** `zone-coach verify FILE --database` as a process runs it, on this installation. */
async function verifyByCommand(): Promise<[exitCode: number, said: string]> {
  const folder = await mkdtemp(join(tmpdir(), 'zone-coach-verify-'));
  vi.stubEnv('DATABASE_URL', installation.url);
  vi.stubEnv('DATA_DIR', folder);
  try {
    const file = join(folder, 'week.json');
    await writeFile(file, text);
    let said = '';
    const context = processContext(new AbortController().signal);
    const out = (words: string): void => void (said += words);
    const exitCode = await runCli(['verify', file, '--database'], { ...context, out, err: () => undefined });
    return [exitCode, said];
  } finally {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  }
}

const receiptOf = (json: string): Receipt => readReceipt(json)!;

it('D7: a receipt holds as it is, also written in another order and with other white space', () => {
  expect(isSealed(receiptOf(text))).toBe(true);
  const fields = Object.entries(JSON.parse(text) as object).toReversed();
  expect(isSealed(receiptOf(JSON.stringify(Object.fromEntries(fields), null, 2)))).toBe(true);
});

it('D7: anyone can check it with nothing but Ed25519 and RFC 8785', () => {
  const { signature, ...content } = receiptOf(text);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: content.publicKey }, format: 'jwk' });
  expect(verify(null, Buffer.from(canonicalJson(content)), key, Buffer.from(signature, 'base64url'))).toBe(
    true,
  );
  expect(canonicalJson({ b: [1, 0.5, 'é"'], a: { d: null, c: true } })).toBe(
    '{"a":{"c":true,"d":null},"b":[1,0.5,"é\\""]}',
  );
});

it('D7: one digit anywhere in it breaks the seal', () => {
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
  for (let i = 0; i < digits.length; i += 7) {
    const at = digits[i]!;
    const changed = text.slice(0, at) + String((Number(text[at]) + 1) % 10) + text.slice(at + 1);
    const receipt = readReceipt(changed);
    expect(receipt === null || !isSealed(receipt), changed.slice(at - 40, at + 20)).toBe(true);
  }
  expect(readReceipt('{}')).toBeNull();
  expect(readReceipt('no JSON')).toBeNull();
});

it('D7: against the database, one flipped beat names week and session', async () => {
  const { stores, verbs } = installation;
  const receipt = receiptOf(text);
  expect(await verbs.compareReceipt({ receipt })).toEqual([]);

  const { recordingIds } = (await stores.sessions.find(athleteId, sessionId))!;
  const [recording] = await stores.recordings.load(athleteId, recordingIds);
  const code = recording!.items.code.slice();
  code[100] = code[100]! ^ 1;
  const flipped = { ...recording!, items: { ...recording!.items, code } };
  await stores.recordings.put(athleteId, [{ recording: flipped, uploadId: null, extra: null }]);
  expect(await verbs.compareReceipt({ receipt })).toEqual([
    { week: WEEK, what: 'evidence_changed', sessionId, date: '2026-11-11' },
  ]);
  expect(await verifyByCommand()).toEqual([
    1,
    expect.stringContaining(`${WEEK}, 2026-11-11, session ${sessionId}: heartbeats differ`),
  ]);

  await stores.recordings.put(athleteId, [{ recording: recording!, uploadId: null, extra: null }]);
  expect(await verbs.compareReceipt({ receipt })).toEqual([]);
});

it('D7: what is gone and what came later is named', async () => {
  const { verbs } = installation;
  const receipt = receiptOf(text);
  await verbs.removeSession({ athleteId, id: sessionId });
  const later = await verbs.ingestUpload({
    athleteId,
    fileName: 'c.fit',
    bytes: runFile('2026-11-15T06:00:00Z', 3),
  });
  expect(await verbs.compareReceipt({ receipt })).toEqual([
    { week: WEEK, what: 'session_gone', sessionId, date: '2026-11-11' },
    { week: WEEK, what: 'session_new', sessionId: later.sessions[0], date: '2026-11-15' },
  ]);
});
