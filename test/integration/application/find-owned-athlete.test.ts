import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { becomeAthlete, type BecomeAthlete } from '../../../src/application/athlete/become-athlete.ts';
import { createAthlete } from '../../../src/application/athlete/create-athlete.ts';
import { declineTraining } from '../../../src/application/athlete/decline-training.ts';
import {
  findOwnedAthlete,
  type FindOwnedAthlete,
} from '../../../src/application/athlete/find-owned-athlete.ts';
import type { Stores } from '../../../src/application/ports/stores.ts';
import { addUser } from '../../support/people.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const ANNA = { name: 'Anna', timeZone: 'Europe/Copenhagen', locale: 'da', birthDate: null } as const;

describe('the athlete of a signed-in person', () => {
  let database: TestDatabase;
  let stores: Stores;
  let create: ReturnType<typeof createAthlete>;
  let find: FindOwnedAthlete;
  let become: BecomeAthlete;

  beforeEach(async () => {
    database = await createTestDatabase();
    stores = createStores(database.db);
    create = createAthlete({ stores, newId: randomUUID });
    find = findOwnedAthlete({ stores, signUp: 'invite' });
    become = becomeAthlete({ stores, createAthlete: create, timeZoneGuess: 'UTC' });
  });
  afterEach(() => database.dispose());

  it('is the only one of the installation when the operator made it on the command line', async () => {
    const { athleteId } = await create({ ...ANNA, ownerUserId: null });
    const userId = await addUser(database.db, { isOperator: true });
    for (const _time of [1, 2]) expect(await find({ userId })).toEqual({ athleteId, isUnasked: false });
  });

  it('is never one of several, nor one that somebody owns', async () => {
    const { athleteId: first } = await create({ ...ANNA, ownerUserId: null });
    const { athleteId: second } = await create({ ...ANNA, ownerUserId: null });
    const { athleteId } = await become({ userId: await addUser(database.db, { isOperator: true }) });
    expect([first, second]).not.toContain(athleteId);
    const other = await become({ userId: await addUser(database.db, { isOperator: true }) });
    expect(other.athleteId).not.toBe(athleteId);
  });

  it('U1: is none until they say so: the operator and who signed up alone are asked, who came to coach is not', async () => {
    await create({ ...ANNA, ownerUserId: null });
    const coach = await addUser(database.db);
    expect(await find({ userId: coach })).toEqual({ athleteId: null, isUnasked: false });
    const findWhereOpen = findOwnedAthlete({ stores, signUp: 'open' });
    const clinic = { id: randomUUID(), name: 'Clinic', createdAtMs: 0 };
    await stores.clinics.create(clinic, { userId: coach, membershipId: randomUUID() });
    expect(await findWhereOpen({ userId: coach })).toEqual({ athleteId: null, isUnasked: false });
    const alone = await addUser(database.db);
    expect(await findWhereOpen({ userId: alone })).toEqual({ athleteId: null, isUnasked: true });
    expect(await become({ userId: alone })).toEqual({ athleteId: alone });
    expect(await become({ userId: coach })).toEqual({ athleteId: coach });
    const operator = await addUser(database.db, { isOperator: true });
    expect(await find({ userId: operator })).toEqual({ athleteId: null, isUnasked: true });
  });

  it('U1: is none for who has said no, and for who has ended being one, until they say otherwise', async () => {
    const userId = await addUser(database.db, { isOperator: true });
    const decline = declineTraining({ stores, findOwnedAthlete: find });
    await decline({ userId });
    // Nor is it one that was made on the command line since.
    const { athleteId } = await create({ ...ANNA, ownerUserId: null });
    expect(await find({ userId })).toEqual({ athleteId: null, isUnasked: false });
    expect(await become({ userId })).toEqual({ athleteId });
    await expect(decline({ userId })).rejects.toMatchObject({ code: 'invalid_state' });
    const clinic = { id: randomUUID(), name: 'Clinic', createdAtMs: 0 };
    await stores.clinics.create(clinic, { userId, membershipId: randomUUID() });
    await stores.athletes.erase(athleteId);
    expect(await find({ userId })).toEqual({ athleteId: null, isUnasked: false });
  });

  it('is made once, however many requests of a page ask at the same time', async () => {
    const userId = await addUser(database.db, { isOperator: true });
    const found = await Promise.all(Array.from({ length: 6 }, () => become({ userId })));
    expect(new Set(found.map((each) => each.athleteId)).size).toBe(1);
  });
});
