import type { AsyncLocalStorage } from 'node:async_hooks';
import {
  getCurrentAuthContextAsyncLocalStorage,
  getCurrentDBAdapterAsyncLocalStorage,
  getRequestStateAsyncLocalStorage,
} from '@better-auth/core/context';

const resting = new WeakSet<object>();

/**
 * Switches the storages that follow a call of better-auth through its promises off whenever no call is under way; the next
 * one switches them on. Before Node 24 the first use of such a storage makes every promise and socket of the process
 * dearer for good: by a tenth of what a beat of a relay app costs.
 */
export async function restAsyncStorage(): Promise<void> {
  const storages = await Promise.all([
    getRequestStateAsyncLocalStorage(),
    // The library itself runs its endpoints in it, and gives it by no other name.
    // oxlint-disable-next-line typescript/no-deprecated
    getCurrentAuthContextAsyncLocalStorage(),
    getCurrentDBAdapterAsyncLocalStorage(),
  ]);
  for (const storage of storages) restWhenIdle(storage as AsyncLocalStorage<unknown>);
}

/** Once for each storage: they belong to the process. */
export function restWhenIdle(storage: AsyncLocalStorage<unknown>): void {
  if (resting.has(storage)) return;
  resting.add(storage);
  const run = storage.run.bind(storage);
  let underWay = 0;
  const leave = (): void => {
    if (--underWay === 0) storage.disable();
  };
  storage.run = <Answer>(
    store: unknown,
    work: (...args: unknown[]) => Answer,
    ...args: unknown[]
  ): Answer => {
    underWay++;
    let answer: Answer;
    try {
      answer = run(store, work, ...args);
    } catch (error) {
      leave();
      throw error;
    }
    if (answer instanceof Promise) answer.then(leave, leave);
    else leave();
    return answer;
  };
}
