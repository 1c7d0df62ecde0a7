import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { counted, whenAnswered } from '../../../src/web/api/when-answered.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface OpenAnswer {
  readonly promise: Promise<string>;
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

function openAnswer(): OpenAnswer {
  let ends: Pick<OpenAnswer, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<string>((resolve, reject) => {
    ends = { resolve, reject };
  });
  return { promise, ...ends! };
}

test('what can wait does so for every answer, for one that never comes, and for what is asked because of one', async () => {
  const [first, second, third] = [openAnswer(), openAnswer(), openAnswer()];
  let isAnswered = false;
  const later = async (ms: number): Promise<boolean> => {
    await vi.advanceTimersByTimeAsync(ms);
    return isAnswered;
  };
  const asked = [counted(first.promise), counted(second.promise).catch(() => 'failed')];
  void whenAnswered().then(() => (isAnswered = true));
  expect(await later(60_000)).toBe(false);
  first.resolve('a week');
  expect(await later(60_000)).toBe(false);
  second.reject(new TypeError('no network'));
  expect(await later(200)).toBe(false);
  asked.push(counted(third.promise));
  expect(await later(60_000)).toBe(false);
  third.resolve('a session');
  expect(await later(299)).toBe(false);
  expect(await later(1)).toBe(true);
  expect(await Promise.all(asked)).toEqual(['a week', 'failed', 'a session']);
});
