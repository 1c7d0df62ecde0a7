import { afterAll, beforeAll, expect, it } from 'vitest';
import { ActivityWriter, fitTime } from '../../../fixtures/activity-writer.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createInstallation, type Installation } from '../../support/installation.ts';
import { zipOf } from '../../support/zip-of.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await createInstallation();
});
afterAll(() => installation.dispose());

function runOn(day: number): Uint8Array {
  const start = fitTime('2026-03-02T06:00:00Z') + day * 86_400;
  const activity = new ActivityWriter().fileId({ created: start }).timer(start, 'start');
  for (let second = 0; second < 120; second++) activity.record(start + second, 120 + (second % 9));
  const end = start + 119;
  return activity.timer(end, 'stop_all').lap(start, end).session({ start, end }).activity(end).close();
}

it('the same bytes in five requests at once are accepted once, and all name the session', async () => {
  const { stores, verbs } = installation;
  const athleteId = await createAthlete(stores);
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      verbs.ingestUpload({ athleteId, fileName: `${n}.fit`, bytes: runOn(0) }),
    ),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual([
    'duplicate',
    'duplicate',
    'duplicate',
    'duplicate',
    'imported',
  ]);
  const [session] = outcomes.find(({ status }) => status === 'imported')!.sessions;
  expect(outcomes.map(({ sessions }) => sessions)).toEqual(outcomes.map(() => [session]));
  expect(await stores.uploads.list(athleteId, { limit: 9, before: null })).toHaveLength(1);
});

it('an archive that repeats its files, in a batch and in later ones, imports each once and tells of the others', async () => {
  const { stores, verbs } = installation;
  const athleteId = await createAthlete(stores);
  const files = Array.from({ length: 90 }, (_, n) => [`${n}.fit`, runOn(n % 20)] as const);
  const archive = zipOf(Object.fromEntries(files));
  const { job } = await verbs.importArchive({ athleteId, fileName: 'twice.zip', pieces: only(archive) });
  expect(await verbs.runImportJob(new AbortController().signal)).toBe(true);
  expect(await verbs.readImportJob({ athleteId, id: job!.id })).toMatchObject({
    state: 'done',
    done: 90,
    counts: { imported: 20, partial: 0, duplicate: 70, rejected: 0 },
  });
  expect(await stores.uploads.list(athleteId, { limit: 99, before: null, jobId: job!.id })).toHaveLength(90);
});

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
