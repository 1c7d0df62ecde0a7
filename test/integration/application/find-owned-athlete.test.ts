import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { createAthlete } from '../../../src/application/athlete/create-athlete.ts';
import {
  type FindOwnedAthlete,
  findOwnedAthlete,
} from '../../../src/application/athlete/find-owned-athlete.ts';
import { addUser } from '../../support/people.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const ANNA = { name: 'Anna', timeZone: 'Europe/Copenhagen', locale: 'da', birthDate: null } as const;

describe('the athlete of a signed-in person', () => {
  let database: TestDatabase;
  let create: ReturnType<typeof createAthlete>;
  let find: FindOwnedAthlete;

  beforeEach(async () => {
    database = await createTestDatabase();
    const stores = createStores(database.db);
    create = createAthlete({ stores, newId: randomUUID });
    find = findOwnedAthlete({
      stores,
      createAthlete: create,
      timeZoneGuess: 'UTC',
      signUp: 'invite',
    });
  });
  afterEach(() => database.dispose());

  it('is the only one of the installation when the operator made it on the command line', async () => {
    const { athleteId } = await create({ ...ANNA, ownerUserId: null });
    const userId = await addUser(database.db, { isOperator: true });
    expect(await find({ userId })).toEqual({ athleteId });
    expect(await find({ userId })).toEqual({ athleteId });
  });

  it('is never one of several, nor one that somebody owns', async () => {
    const { athleteId: first } = await create({ ...ANNA, ownerUserId: null });
    const { athleteId: second } = await create({ ...ANNA, ownerUserId: null });
    const { athleteId } = await find({ userId: await addUser(database.db, { isOperator: true }) });
    expect([first, second]).not.toContain(athleteId);
    const other = await find({ userId: await addUser(database.db, { isOperator: true }) });
    expect(other.athleteId).not.toBe(athleteId);
  });

  it('is none for who came to coach, whatever athletes nobody owns; one for who signed up alone', async () => {
    await create({ ...ANNA, ownerUserId: null });
    const userId = await addUser(database.db);
    expect(await find({ userId })).toEqual({ athleteId: null });
    const stores = createStores(database.db);
    const deps = { stores, createAthlete: create, timeZoneGuess: 'UTC', signUp: 'open' } as const;
    const clinic = { id: randomUUID(), name: 'Clinic', createdAtMs: 0 };
    await stores.clinics.create(clinic, { userId, membershipId: randomUUID() });
    expect(await findOwnedAthlete(deps)({ userId })).toEqual({ athleteId: null });
    const alone = await addUser(database.db);
    expect(await findOwnedAthlete(deps)({ userId: alone })).toEqual({ athleteId: alone });
  });

  it('is made once, however many requests of a page ask at the same time', async () => {
    const userId = await addUser(database.db, { isOperator: true });
    const found = await Promise.all(Array.from({ length: 6 }, () => find({ userId })));
    expect(new Set(found.map((each) => each.athleteId)).size).toBe(1);
  });
});
