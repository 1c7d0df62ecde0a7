import type { Executor } from './database.ts';
import { transact } from './transact.ts';

/** Runs `work` in the transaction at hand, or in a new one when called on the pool. */
export function atomically<T>(executor: Executor, work: (executor: Executor) => Promise<T>): Promise<T> {
  return executor.isTransaction ? work(executor) : transact(executor, work);
}
