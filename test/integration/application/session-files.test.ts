import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIT_CASES } from '../../../fixtures/fit-cases.ts';
import type { Recording } from '../../../src/domain/timeline/recording.ts';
import { isoWeekOf } from '../../../src/domain/calendar/week.ts';
import { createAthlete } from '../../support/athlete.ts';
import { date } from '../../support/evidence.ts';
import { createInstallation, type Installation } from '../../support/installation.ts';

let installation: Installation;
/** Between tests nobody is in it. */
let empty: Installation;
beforeAll(async () => {
  [installation, empty] = await Promise.all([createInstallation(), createInstallation()]);
});
afterAll(() => Promise.all([installation.dispose(), empty.dispose()]));

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

const upload = ({ verbs }: Installation, athleteId: string, bytes: Uint8Array) =>
  verbs.ingestUpload({ athleteId, fileName: 'session.fit', bytes: bytes.slice() });

async function secondsOf({ verbs }: Installation, athleteId: string, id: string): Promise<number[]> {
  return Array.from(await verbs.readHistogram({ athleteId, id }));
}

async function athleteIn({ stores }: Installation): Promise<string> {
  const athleteId = await createAthlete(stores);
  await stores.maxHeartRates.add(athleteId, {
    id: 'measured',
    bpm: 190,
    source: 'measured',
    validFrom: date('2000-01-01'),
    method: null,
    createdAtMs: 0,
  });
  return athleteId;
}

describe('D5: sessions as files', () => {
  it('a live run handed out as FIT and uploaded again is a duplicate, not a second session', async () => {
    const { stores, verbs } = installation;
    const athleteId = await createAthlete(stores);
    await verbs.storeLiveRecording({ athleteId, recording: liveRun(), extra: null });
    const fit = await verbs.readSessionFile({ athleteId, id: LIVE_ID, format: 'fit' });
    const before = await secondsOf(installation, athleteId, LIVE_ID);

    expect(await upload(installation, athleteId, fit)).toMatchObject({
      status: 'duplicate',
      sessions: [LIVE_ID],
    });
    const sessions = await stores.sessions.listEvidence(athleteId, date('2026-11-16'), date('2026-11-18'));
    expect(sessions.map(({ id, sources }) => [id, sources.length])).toEqual([[LIVE_ID, 1]]);
    expect(await secondsOf(installation, athleteId, LIVE_ID)).toEqual(before);

    // Once the session is removed, its file brings it back.
    await verbs.removeSession({ athleteId, id: LIVE_ID });
    expect(await upload(installation, athleteId, fit)).toMatchObject({ status: 'imported' });
  });

  it.each(['run-4x4', 'run-zone2-45-min', 'strength-with-sets', '19-many-pauses', '31-heart-rate-gap'])(
    '%s as FIT gives an empty installation the same week',
    async (name) => {
      const original = FIT_CASES.find((each) => each.name === name)!.build();
      const one = await athleteIn(installation);
      const [id] = (await upload(installation, one, original)).sessions;
      const fit = await installation.verbs.readSessionFile({ athleteId: one, id: id!, format: 'fit' });
      const session = await installation.stores.sessions.find(one, id!);
      const week = isoWeekOf(session!.evidence.localDate);
      expect(await empty.stores.athletes.listIds()).toEqual([]);
      const other = await athleteIn(empty);
      const imported = await upload(empty, other, fit);
      expect(imported).toMatchObject({ status: 'imported', warnings: [] });
      expect(await secondsOf(empty, other, imported.sessions[0]!)).toEqual(
        await secondsOf(installation, one, id!),
      );
      const said = async ({ verbs }: Installation, athleteId: string, sessionId: string): Promise<unknown> =>
        JSON.parse(
          JSON.stringify(await verbs.reportWeek({ athleteId, week })).replaceAll(sessionId, 'the session'),
        );
      expect(await said(empty, other, imported.sessions[0]!)).toEqual(await said(installation, one, id!));
      await empty.verbs.eraseAthlete({ athleteId: other });
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
