import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIT_CASES } from '../../../fixtures/fit-cases.ts';
import type { Recording } from '../../../src/domain/timeline/recording.ts';
import { isoWeekOf } from '../../../src/domain/calendar/week.ts';
import { createAthlete } from '../../support/athlete.ts';
import { date } from '../../support/evidence.ts';
import { createInstallation, type Installation } from '../../support/installation.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await createInstallation();
});
afterAll(() => installation.dispose());

const LIVE_ID = '01935c8e-0000-7000-8000-00000000000b';

/** 40 min by strap, its instants between whole seconds. */
function liveRun(): Recording {
  const startMs = Date.parse('2026-11-17T10:30:00.400Z');
  const count = 2_400;
  return {
    facts: {
      id: LIVE_ID,
      kind: 'live',
      sport: 'running',
      subSport: null,
      startMs,
      endMs: startMs + count * 1_000,
      contentHash: 'cd',
      simulated: false,
      multisportId: null,
      utcOffsetMinutes: null,
      device: null,
      sets: [],
    },
    items: {
      count,
      atMs: Float64Array.from({ length: count }, (_, i) => startMs + i * 1_000),
      code: Int16Array.from({ length: count }, (_, i) => 118 + (i % 7)),
    },
  };
}

const upload = (athleteId: string, bytes: Uint8Array) =>
  installation.verbs.ingestUpload({ athleteId, fileName: 'session.fit', bytes: bytes.slice() });

async function secondsOf(athleteId: string, id: string): Promise<number[]> {
  return Array.from(await installation.verbs.readHistogram({ athleteId, id }));
}

describe('D5: sessions as files', () => {
  it('a live run handed out as FIT and uploaded again is a duplicate, not a second session', async () => {
    const { stores, verbs } = installation;
    const athleteId = await createAthlete(stores);
    await verbs.storeLiveRecording({ athleteId, recording: liveRun(), extra: null });
    const fit = await verbs.readSessionFile({ athleteId, id: LIVE_ID, format: 'fit' });
    const before = await secondsOf(athleteId, LIVE_ID);

    expect(await upload(athleteId, fit)).toMatchObject({ status: 'duplicate', sessions: [LIVE_ID] });
    const sessions = await stores.sessions.listEvidence(athleteId, date('2026-11-16'), date('2026-11-18'));
    expect(sessions.map(({ id, sources }) => [id, sources.length])).toEqual([[LIVE_ID, 1]]);
    expect(await secondsOf(athleteId, LIVE_ID)).toEqual(before);

    // Once the session is removed, its file brings it back.
    await verbs.removeSession({ athleteId, id: LIVE_ID });
    expect(await upload(athleteId, fit)).toMatchObject({ status: 'imported' });
  });

  it.each(['run-4x4', 'run-zone2-45-min', 'strength-with-sets', '19-many-pauses', '31-heart-rate-gap'])(
    '%s as FIT gives an empty installation the same week',
    async (name) => {
      const { stores, verbs } = installation;
      const [one, other] = [await createAthlete(stores), await createAthlete(stores)];
      const maxHeartRate = {
        bpm: 190,
        source: 'measured',
        validFrom: date('2000-01-01'),
        method: null,
        createdAtMs: 0,
      } as const;
      for (const athleteId of [one, other])
        await stores.maxHeartRates.add(athleteId, { ...maxHeartRate, id: athleteId });
      const original = FIT_CASES.find((each) => each.name === name)!.build();
      const [id] = (await upload(one, original)).sessions;
      const fit = await verbs.readSessionFile({ athleteId: one, id: id!, format: 'fit' });
      const imported = await upload(other, fit);
      expect(imported).toMatchObject({ status: 'imported', warnings: [] });
      expect(await secondsOf(other, imported.sessions[0]!)).toEqual(await secondsOf(one, id!));
      const session = await stores.sessions.find(one, id!);
      const week = isoWeekOf(session!.evidence.localDate);
      const [ofOne, ofOther] = await Promise.all(
        [one, other].map((athleteId) => verbs.reportWeek({ athleteId, week })),
      );
      expect(ofOther!.targets.map(({ id: target, credited, status }) => [target, credited, status])).toEqual(
        ofOne!.targets.map(({ id: target, credited, status }) => [target, credited, status]),
      );
    },
  );

  it('a session without a recording has no file', async () => {
    const { stores, verbs } = installation;
    const athleteId = await createAthlete(stores);
    const { id } = await verbs.logSession({
      athleteId,
      startMs: Date.parse('2026-11-17T10:30:00Z'),
      activeMs: 1_200_000,
      sport: 'yoga',
      subSport: null,
      note: null,
    });
    await expect(verbs.readSessionFile({ athleteId, id, format: 'fit' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
