import type { ColumnType } from 'kysely';

/** Written as text, so that Postgres and not the driver decides how an array becomes JSON. */
export type Json<T> = ColumnType<T, string, string>;
export type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;

export interface OfAthlete {
  athlete_id: string;
}
