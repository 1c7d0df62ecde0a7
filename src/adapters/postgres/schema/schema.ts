import type { AthleteTables } from './athlete-tables.ts';
import type { EventTables } from './event-tables.ts';
import type { PeopleTables } from './people-tables.ts';
import type { SessionTables } from './session-tables.ts';
import type { SourceTables } from './source-tables.ts';

/**
 * The tables as the stores see them. Narrow types rest on what the database enforces or on who alone writes the
 * column: check constraints, `date` columns read as `YYYY-MM-DD` (pool.ts), and JSON that only the store of the
 * table writes. A test compares names and nullability with the migrated database.
 */
export interface Schema extends AthleteTables, EventTables, PeopleTables, SessionTables, SourceTables {}
