import { sql, type RawBuilder } from 'kysely';

/** Rows as parts of an `insert into … (columns) select values from source`. */
export interface ManyRows {
  readonly columns: RawBuilder<unknown>;
  readonly values: RawBuilder<unknown>;
  readonly source: RawBuilder<unknown>;
}

const BYTES = 'bytea';

/**
 * Rows for a statement whose text is the same for any number of them, so that its plan is kept: an array per column, by
 * the types of the columns. Of a column of bytes Postgres cuts each row's share out of one parameter: an array would send
 * them as hexadecimal text.
 */
export function manyRows<Row extends object>(
  rows: readonly Row[],
  types: { readonly [Column in keyof Row]-?: string },
): ManyRows {
  const names: RawBuilder<unknown>[] = [];
  const values: RawBuilder<unknown>[] = [];
  const arrays: RawBuilder<unknown>[] = [];
  const given: RawBuilder<unknown>[] = [];
  for (const name of Object.keys(types) as (keyof Row & string)[]) {
    const column = rows.map((row) => row[name]);
    names.push(sql.id(name));
    if (types[name] !== BYTES) {
      values.push(sql.id('given', name));
      arrays.push(sql`${column}::${sql.raw(types[name])}[]`);
      given.push(sql.id(name));
      continue;
    }
    const { bytes, starts, sizes } = joined(column as readonly (Uint8Array | null)[]);
    const [start, size] = [`${name}_start`, `${name}_size`];
    values.push(sql`substring(${bytes}::bytea from ${sql.id('given', start)} for ${sql.id('given', size)})`);
    arrays.push(sql`${starts}::integer[]`, sql`${sizes}::integer[]`);
    given.push(sql.id(start), sql.id(size));
  }
  return {
    columns: sql.join(names),
    values: sql.join(values),
    source: sql`unnest(${sql.join(arrays)}) as given (${sql.join(given)})`,
  };
}

/** Where each begins, counted as Postgres does from one; null for null. */
function joined(parts: readonly (Uint8Array | null)[]): {
  bytes: Buffer;
  starts: (number | null)[];
  sizes: number[];
} {
  let end = 1;
  const starts = parts.map((part) => {
    if (part === null) return null;
    const start = end;
    end += part.length;
    return start;
  });
  const given = parts.filter((part) => part !== null);
  const [only] = given;
  return {
    // A single one, which may be large, is not copied.
    bytes:
      only !== undefined && given.length === 1
        ? Buffer.from(only.buffer, only.byteOffset, only.byteLength)
        : Buffer.concat(given),
    starts,
    sizes: parts.map((part) => part?.length ?? 0),
  };
}
