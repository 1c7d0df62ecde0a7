import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import type { Stores } from '../../../src/application/ports/stores.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const KIB = 2 ** 10;

let database: TestDatabase;
let stores: Stores;
beforeAll(async () => {
  database = await createTestDatabase();
  stores = createStores(database.db);
});
afterAll(() => database.dispose());

describe('the import job store', () => {
  it('gives an archive back byte for byte, in whatever pieces it came', async () => {
    const athleteId = await createAthlete(stores);
    const id = randomUUID();
    const pieces = [1, 24 * KIB, 48 * KIB, 128 * KIB, 1024 * KIB, 7].map((length) => randomBytes(length));
    const bytes = Buffer.concat(pieces);
    await stores.importJobs.create(
      athleteId,
      { id, fileName: 'export.zip', sizeBytes: bytes.length, total: 1, createdAtMs: 1_795_332_000_123 },
      Readable.from(pieces),
    );
    const read: Uint8Array[] = [];
    for await (const piece of stores.importJobs.readBytes(athleteId, id)) read.push(piece);
    expect(read.every(({ length }) => length > 0 && length <= 24 * KIB)).toBe(true);
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
  });
});
