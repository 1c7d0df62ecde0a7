import { expect, it } from 'vitest';
import { ActivityWriter, fitTime } from '../../../fixtures/activity-writer.ts';
import { createAthlete } from '../../support/athlete.ts';
import { countTurns } from '../../support/count-turns.ts';
import { createInstallation } from '../../support/installation.ts';

function runOn(day: string): Uint8Array {
  const start = fitTime(`${day}T06:00:00Z`);
  const activity = new ActivityWriter().fileId({ created: start }).timer(start, 'start');
  for (let second = 0; second < 600; second++) activity.record(start + second, 120 + (second % 9));
  const end = start + 599;
  return activity.timer(end, 'stop_all').lap(start, end).session({ start, end }).activity(end).close();
}

it('a file is stored in four turns of the database, however much was stored before', async () => {
  const installation = await createInstallation();
  const { stores, verbs } = installation;
  try {
    const athleteId = await createAthlete(stores);
    const turnsOf = (day: string) =>
      countTurns(async () => {
        const outcome = await verbs.ingestUpload({ athleteId, fileName: 'run.fit', bytes: runOn(day) });
        expect(outcome).toMatchObject({ status: 'imported', sessions: [expect.any(String)] });
      });
    // By the first the pool has its connections.
    await turnsOf('2026-11-02');
    // Who it is and whether it is known; begin, lock, and what is there; what is new; commit.
    for (const day of ['2026-11-04', '2026-11-06', '2026-11-07']) expect(await turnsOf(day)).toBe(4);
  } finally {
    await installation.dispose();
  }
});
