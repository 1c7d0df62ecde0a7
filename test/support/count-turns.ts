import pg from 'pg';
import { vi } from 'vitest';

type Callback = (...args: unknown[]) => unknown;
type Ask = (this: pg.Client, statement: unknown, ...rest: unknown[]) => unknown;

/** How often this process asks the database while `act` runs and no other question is under way: each is a wait. */
export async function countTurns(act: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let underWay = 0;
  const answered = (): void => {
    underWay -= 1;
  };
  const { query } = pg.Client.prototype as unknown as { query: Ask };
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...[statement, ...rest]: unknown[]
  ) {
    if (underWay === 0) turns += 1;
    underWay += 1;
    const submitted = statement as { callback?: Callback };
    if (submitted.callback !== undefined) {
      const { callback } = submitted;
      submitted.callback = (...args) => {
        answered();
        return callback(...args);
      };
    }
    const answer = query.call(this, statement, ...rest);
    if (answer instanceof Promise) void answer.then(answered, answered);
    return answer;
  });
  try {
    await act();
  } finally {
    spy.mockRestore();
  }
  return turns;
}
