import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { restWhenIdle } from '../../../src/adapters/identity/rest-async-storage.ts';

test('a storage is switched off when the last call has ended, and every call finds its own state, also the next one', async () => {
  const storage = new AsyncLocalStorage<unknown>();
  const switchedOff = vi.spyOn(storage, 'disable');
  restWhenIdle(storage);
  restWhenIdle(storage);
  const call = (state: string, turns: number): Promise<unknown[]> =>
    storage.run(state, async () => {
      const seen: unknown[] = [storage.getStore()];
      for (let turn = 0; turn < turns; turn++) {
        await nextTurn();
        seen.push(storage.getStore());
      }
      seen.push(await storage.run(`within ${state}`, async () => Promise.resolve(storage.getStore())));
      return [...seen, storage.getStore()];
    });
  const [short, long] = [call('short', 1), call('long', 4)];
  expect(await short).toEqual(['short', 'short', 'within short', 'short']);
  expect(switchedOff).not.toHaveBeenCalled();
  expect(await long).toEqual([...Array<string>(5).fill('long'), 'within long', 'long']);
  expect(switchedOff).toHaveBeenCalledTimes(1);
  expect(storage.getStore()).toBeUndefined();
  expect(storage.run('plain', () => storage.getStore())).toBe('plain');
  expect(switchedOff).toHaveBeenCalledTimes(2);
  expect(() => storage.run('broken', () => expect.fail('on purpose'))).toThrow('on purpose');
  expect(switchedOff).toHaveBeenCalledTimes(3);
  expect(await call('again', 1)).toEqual(['again', 'again', 'within again', 'again']);
});
