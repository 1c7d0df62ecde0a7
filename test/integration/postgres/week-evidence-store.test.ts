import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import type { Stores } from '../../../src/application/ports/stores.ts';
import type { PastMark } from '../../../src/application/ports/week-evidence-store.ts';
import { PRESETS } from '../../../src/domain/prescription/presets.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { LocalDate } from '../../../src/domain/units.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { date, evidenceOf } from '../../support/evidence.ts';
import { fillEveryTable } from '../../support/fill-every-table.ts';
import { weekOf } from '../../support/week-evidence.ts';

let database: TestDatabase;
let stores: Stores;
beforeAll(async () => {
  database = await createTestDatabase();
  stores = createStores(database.db);
});
afterAll(() => database.dispose());

const SPAN = { from: date('2026-10-01'), to: date('2026-11-22') };
const PAST = { from: date('2026-10-05'), to: date('2026-10-25'), seen: null };
const storedOf = (id: string, localDate: LocalDate) => ({
  evidence: evidenceOf({ id, localDate, startMs: Date.parse(`${localDate}T06:00:00Z`) }),
  recordingIds: [id],
  ruleVersion: '1',
});

describe('the evidence of weeks', () => {
  it('T10: is what each store says, read at once', async () => {
    const id = await fillEveryTable(database.db);
    await stores.athletes.putTimeZone(id, date('2026-11-01'), 'America/Nuuk');
    await stores.sessions.replace(id, [], [storedOf('r2', date('2026-10-02'))], []);
    const midnight = evidenceOf({ id: 'r3', localDate: date('2026-11-22') });
    const days = [date('2026-11-22'), date('2026-11-23')].map((each) => ({
      ...midnight.days[0]!,
      date: each,
    }));
    const overnight = { evidence: { ...midnight, days }, recordingIds: ['r3'], ruleVersion: '1' };
    await stores.sessions.replace(id, [], [overnight], []);
    for (const [day, bpm] of [
      ['2020-01-01', 61],
      ['2026-11-01', 52],
    ] as const) {
      await stores.restingHeartRates.put(id, [{ date: date(day), bpm, source: 'entered', uploadId: null }]);
    }
    const evidence = (await stores.weekEvidence.read(id, SPAN, null, null))!;
    expect(evidence.athlete).toEqual(await stores.athletes.find(id));
    expect(evidence.maxHeartRates).toEqual(await stores.maxHeartRates.list(id));
    expect(evidence.prescriptions).toEqual(await stores.prescriptions.list(id));
    expect(evidence.thresholdHeartRates).toEqual(await stores.thresholdHeartRates.list(id));
    expect(evidence.excusedWeeks).toEqual(['2026-W47']);
    const { sessions, passiveDays, fourByFour } = evidence.evidence!;
    expect(sessions).toEqual(await stores.sessions.listEvidence(id, SPAN.from, SPAN.to));
    expect(sessions.map((session) => session.id)).toEqual(['r2', 'r1', 'r3']);
    expect(passiveDays).toEqual(await stores.passive.list(id, SPAN.from, SPAN.to));
    expect(evidence.first).toEqual(await stores.sessions.firstDates(id));
    // R: the very first value too, which tells "too early" from "too few".
    expect(evidence.restingHeartRates).toEqual(
      await stores.restingHeartRates.list(id, date('2020-01-01'), SPAN.to),
    );
    const memories = await stores.sessions.listFourByFour(id, ['r1', 'r2', 'r3']);
    expect(fourByFour).toEqual(expect.arrayContaining(memories));
    expect(evidence.pastMark).toBeNull();
    expect(await stores.weekEvidence.read('nobody', SPAN, null, null)).toBeNull();
  });

  it('T10: the name of the past is another one after every change that a verdict on it can rest on', async () => {
    const id = await createAthlete(stores);
    // As a server asks: with what it saw last, so that a change is found also where nothing else is looked at.
    let seen: PastMark | null = null;
    const name = async (): Promise<string> => {
      const { pastMark } = (await stores.weekEvidence.read(id, SPAN, { ...PAST, seen }, null))!;
      seen = pastMark;
      return JSON.stringify([pastMark!.evidence, pastMark!.settings]);
    };
    const histogram = new Float64Array(256);
    const day = { date: date('2026-10-12'), msUpTo: histogram, unknownMs: 1, movingMsUpTo: histogram };
    const changes: (() => Promise<unknown>)[] = [
      () => stores.sessions.replace(id, [], [storedOf('a', PAST.from)], []),
      () => stores.sessions.replace(id, ['a'], [storedOf('a', PAST.from)], []),
      () => stores.sessions.replace(id, [], [storedOf('b', PAST.to)], []),
      () => stores.sessions.remove(id, 'a'),
      () => stores.sessions.addLogged(id, evidenceOf({ id: 'c', localDate: PAST.from, logged: true }), null),
      () => stores.passive.replaceDays(id, [], [day]),
      () => stores.passive.replaceDays(id, [day.date], [day]),
      () =>
        stores.maxHeartRates.add(id, {
          id: 'm1',
          bpm: 190,
          source: 'measured',
          validFrom: date('2026-01-01'),
          method: null,
          createdAtMs: 1,
        }),
      () => stores.maxHeartRates.remove(id, 'm1'),
      () =>
        stores.thresholdHeartRates.add(id, {
          id: 't1',
          bpm: 165,
          source: 'measured',
          validFrom: date('2026-01-01'),
          method: null,
          createdAtMs: 1,
        }),
      () => stores.prescriptions.add(id, { ...DEFAULT_PRESCRIPTION, id: 'p1' }, 1),
      () => stores.excusedWeeks.put(id, weekOf('2026-W42'), null),
      () => stores.excusedWeeks.remove(id, weekOf('2026-W42')),
      () => stores.athletes.putTimeZone(id, date('2026-10-10'), 'America/Nuuk'),
      () => stores.athletes.update(id, { flags: ['pacemaker'] }),
    ];
    for (const [index, change] of changes.entries()) {
      const before = await name();
      expect(await name()).toBe(before);
      await change();
      expect(await name(), String(index)).not.toBe(before);
    }
    const settled = await name();
    await stores.sessions.replace(id, [], [storedOf('later', date('2026-11-10'))], []);
    await stores.restingHeartRates.put(id, [
      { date: date('2026-10-12'), bpm: 50, source: 'entered', uploadId: null },
    ]);
    await stores.athletes.update(id, { locale: 'en' });
    expect(await name()).toBe(settled);
  });

  it('T10: by the reserve, the past is named by the resting heart rates of then, whatever weeks are read beside it', async () => {
    const id = await createAthlete(stores);
    const { bands, targets, ceiling } = PRESETS.find((each) => each.id === 'cardiac_rehabilitation')!;
    const byReserve = { ...DEFAULT_PRESCRIPTION, bands, targets, ceiling, id: 'p1' };
    await stores.prescriptions.add(id, byReserve, 1);
    const put = (day: string, bpm: number) =>
      stores.restingHeartRates.put(id, [{ date: date(day), bpm, source: 'entered', uploadId: null }]);
    const name = async (span = SPAN): Promise<object> =>
      (({ evidence, settings }) => ({ evidence, settings }))(
        (await stores.weekEvidence.read(id, span, PAST, null))!.pastMark!,
      );
    for (const day of ['2026-01-01', '2026-03-01', '2026-05-01', '2026-06-15', '2026-09-01']) {
      await put(day, 55);
    }
    const settled = await name();
    // As streaks are walked back, and as the next week is asked for.
    expect(await name({ from: date('2026-07-01'), to: PAST.to })).toEqual(settled);
    expect(await name({ from: date('2026-11-16'), to: SPAN.to })).toEqual(settled);
    await put('2026-11-10', 50);
    expect(await name()).toEqual(settled);
    for (const day of [PAST.to, '2026-09-01', '2025-12-01']) {
      const before = await name();
      await put(day, 50);
      expect(await name(), day).not.toEqual(before);
    }
  });

  it('T10: at the revision of what was seen, sessions and days are not read again', async () => {
    const id = await createAthlete(stores);
    await stores.sessions.replace(id, [], [storedOf('a', SPAN.from)], []);
    const { evidence, revision } = (await stores.weekEvidence.read(id, SPAN, null, null))!;
    expect(await stores.weekEvidence.read(id, SPAN, null, revision)).toMatchObject({
      evidence: null,
      revision,
    });
    expect(await stores.weekEvidence.read(id, SPAN, null, randomUUID())).toMatchObject({
      evidence,
      revision,
    });
    for (const change of [
      () => stores.sessions.remove(id, 'a'),
      () => stores.excusedWeeks.put(id, weekOf('2026-W42'), null),
    ]) {
      const seen = (await stores.weekEvidence.read(id, SPAN, null, null))!.revision;
      await change();
      const now = (await stores.weekEvidence.read(id, SPAN, null, seen))!;
      expect(now.revision).not.toBe(seen);
      expect(now.evidence!.sessions).toEqual([]);
    }
  });

  it('T10: at the revision of what was seen, the past is not looked at again', async () => {
    const id = await createAthlete(stores);
    const ask = async (seen: PastMark | null) =>
      (await stores.weekEvidence.read(id, SPAN, { ...PAST, seen }, null))!.pastMark!;
    const first = await ask(null);
    const seen = { ...first, evidence: 'as it was seen' };
    expect(await ask(seen)).toEqual(seen);
    await stores.sessions.replace(id, [], [storedOf('later', date('2026-11-10'))], []);
    const second = await ask(seen);
    expect(second.revision).not.toBe(first.revision);
    expect({ ...second, revision: first.revision, settings: first.settings }).toEqual(first);
  });
});
