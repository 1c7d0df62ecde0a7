import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { migrate } from '../../../src/adapters/postgres/migrate.ts';
import { packHistogram } from '../../../src/adapters/postgres/packing/pack-histogram.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import type { SessionEvidence } from '../../../src/domain/session/session.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase } from '../../support/database.ts';
import { date, evidenceOf } from '../../support/evidence.ts';

it('an installation whose dates lay in rows of their own keeps every one of them', async () => {
  const database = await createTestDatabase({ empty: true });
  try {
    const { db } = database;
    const stores = createStores(db);
    await migrate(db, Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0052')));
    const [one] = evidenceOf({ id: 'r1' }).days;
    const over = [
      { ...one!, unknownMs: 0.25 },
      { ...one!, date: date('2026-11-19'), unknownMs: 7 },
    ];
    const sessions = [
      evidenceOf({ id: 'r1' }),
      evidenceOf({ id: 'midnight', days: over }),
      evidenceOf({ id: 'silent', days: [] }),
    ];
    const athletes = [await createAthlete(stores), await createAthlete(stores)];
    for (const athlete of athletes) {
      for (const session of sessions) {
        await sql`
          insert into session (athlete_id, id, start_ms, end_ms, time_zone, local_date, sport, sub_sport, simulated,
            logged, active_ms, set_count, sustained_max_bpm, invalid_count, suspect_count, sources, rule_version)
          values (${athlete}, ${session.id}, ${session.startMs}, ${session.endMs}, ${session.timeZone},
            ${session.localDate}, ${session.sport}, ${session.subSport}, ${session.simulated}, ${session.logged},
            ${session.activeMs}, ${session.setCount}, ${session.sustainedMaxBpm}, ${session.invalidCount},
            ${session.suspectCount}, ${JSON.stringify(session.sources)}, '1')
        `.execute(db);
        for (const day of session.days) {
          await sql`
            insert into session_day (athlete_id, session_id, date, unknown_ms, histogram)
            values (${athlete}, ${session.id}, ${day.date}, ${day.unknownMs}, ${packHistogram(day.msUpTo)})
          `.execute(db);
        }
      }
    }
    await migrate(db, migrations);
    const byId = (all: readonly SessionEvidence[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    for (const athlete of athletes) {
      const listed = (text: string) => stores.sessions.listEvidence(athlete, date(text), date(text));
      expect(byId(await listed('2026-11-17'))).toEqual(byId(sessions));
      // Paused over the eighteenth.
      expect(await listed('2026-11-18')).toEqual([]);
      expect(await listed('2026-11-19')).toEqual([sessions[1]]);
    }
  } finally {
    await database.dispose();
  }
});
