import { randomUUID } from 'node:crypto';
import type { Stores } from '../../src/application/ports/stores.ts';

/** A new athlete of their own, so that tests of one database do not meet. */
export async function createAthlete(
  stores: Pick<Stores, 'athletes'>,
  changes: { ownerUserId?: string } = {},
): Promise<string> {
  const id = randomUUID();
  await stores.athletes.create({
    id,
    name: 'Anna',
    timeZone: 'Europe/Copenhagen',
    locale: 'da',
    birthDate: null,
    flags: [],
    ownerUserId: null,
    ...changes,
  });
  return id;
}
