/** Rows as parts of an `insert into … (columns) select values from source`. */
export interface ManyRows<Row> {
  readonly columns: string;
  readonly values: string;
  readonly source: string;
  /** The number of the last parameter in them. */
  readonly last: number;
  readonly parametersOf: (rows: readonly Row[]) => unknown[];
}

const BYTES = 'bytea';

/**
 * Rows for a statement whose text is the same for any number of them, so that it is made once and its plan is kept: an
 * array per column, by the types of the columns. Of a column of bytes Postgres cuts each row's share out of one
 * parameter: an array would send them as hexadecimal text. Their parameters come `after` as many others.
 */
export function manyRows<Row extends object>(
  types: { readonly [Column in keyof Row]-?: string },
  after: number,
): ManyRows<Row> {
  const names = Object.keys(types) as (keyof Row & string)[];
  const values: string[] = [];
  const arrays: string[] = [];
  const given: string[] = [];
  let last = after;
  const parameter = (type: string): string => `$${++last}::${type}`;
  for (const name of names) {
    if (types[name] !== BYTES) {
      values.push(`given.${name}`);
      arrays.push(parameter(`${types[name]}[]`));
      given.push(name);
      continue;
    }
    const [start, size] = [`${name}_start`, `${name}_size`];
    values.push(`substring(${parameter(BYTES)} from given.${start} for given.${size})`);
    arrays.push(parameter('integer[]'), parameter('integer[]'));
    given.push(start, size);
  }
  return {
    columns: names.join(),
    values: values.join(),
    source: `unnest(${arrays.join()}) as given (${given.join()})`,
    last,
    parametersOf: (rows) =>
      names.flatMap((name): unknown[] => {
        const column = rows.map((row) => row[name]);
        return types[name] === BYTES ? joined(column as (Uint8Array | null)[]) : [column];
      }),
  };
}

/** The bytes of all, where each begins, counted as Postgres does from one, and its size; null for null. */
function joined(
  parts: readonly (Uint8Array | null)[],
): [bytes: Buffer, starts: (number | null)[], sizes: number[]] {
  let end = 1;
  const starts = parts.map((part) => {
    if (part === null) return null;
    const start = end;
    end += part.length;
    return start;
  });
  const given = parts.filter((part) => part !== null);
  const [only] = given;
  return [
    // A single one, which may be large, is not copied.
    only !== undefined && given.length === 1
      ? Buffer.from(only.buffer, only.byteOffset, only.byteLength)
      : Buffer.concat(given),
    starts,
    parts.map((part) => part?.length ?? 0),
  ];
}
