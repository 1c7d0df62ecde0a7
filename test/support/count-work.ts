import { createHook } from 'node:async_hooks';
import pg from 'pg';
import { vi } from 'vitest';

export interface Work {
  /** What the database is asked, in order; numbers of parameters stand for values. */
  readonly statements: readonly string[];
  /** Passwords hashed. */
  readonly hashes: number;
}

/** What this process does while `act` runs: work that answers differ in shows in their time. */
export async function countWork(act: () => Promise<unknown>): Promise<Work> {
  const statements: string[] = [];
  let hashes = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'SCRYPTREQUEST') hashes++;
    },
  });
  const { query } = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const [first] = args;
    const text = typeof first === 'string' ? first : (first as { text?: string }).text;
    statements.push(text ?? '');
    return query.apply(this, args);
  });
  hook.enable();
  try {
    await act();
  } finally {
    hook.disable();
    spy.mockRestore();
  }
  return { statements, hashes };
}
