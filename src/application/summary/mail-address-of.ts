import type { Stores } from '../ports/stores.ts';

/** Where the athlete reads mail; null for an athlete whom nobody signs in as, or who gave no address. */
export async function mailAddressOf(
  { athletes, people }: Pick<Stores, 'athletes' | 'people'>,
  athleteId: string,
): Promise<string | null> {
  const userId = await athletes.findOwner(athleteId);
  return userId === null ? null : ((await people.find(userId))?.email ?? null);
}
