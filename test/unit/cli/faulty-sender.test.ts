import { expect, test } from 'vitest';
import { type Faults, faultySender } from '../../../src/cli/faulty-sender.ts';
import { seededRandom } from '../../../src/domain/simulated-heart/seeded-random.ts';

const MESSAGES = Array.from({ length: 500 }, (_, index) => String(index));
const NONE: Faults = { lossPercent: 0, isTwice: false, isReordered: false };

async function arrivedOf(faults: Faults): Promise<string[]> {
  const arrived: string[] = [];
  let finished = 0;
  const direct = {
    send: (text: string) => Promise.resolve(void arrived.push(text)),
    finish: () => Promise.resolve(void finished++),
    close: () => undefined,
  };
  const sender = faultySender(direct, faults, seededRandom(1));
  for (const text of MESSAGES) await sender.send(text);
  await sender.finish();
  expect(finished).toBe(1);
  return arrived;
}

const countOf = (arrived: readonly string[]): number[] =>
  MESSAGES.map((text) => arrived.filter((each) => each === text).length);

test('without faults every message arrives once, in order', async () => {
  expect(await arrivedOf(NONE)).toEqual(MESSAGES);
});

test('messages that overtake each other arrive once each, soon after their turn', async () => {
  const arrived = await arrivedOf({ ...NONE, isReordered: true });
  expect(arrived).not.toEqual(MESSAGES);
  expect(new Set(countOf(arrived))).toEqual(new Set([1]));
});

test('of a network that loses a tenth nothing stays lost: some come late, some again', async () => {
  const counts = countOf(await arrivedOf({ ...NONE, lossPercent: 10 }));
  expect(Math.min(...counts)).toBe(1);
  const repeated = counts.filter((count) => count > 1).length;
  expect(repeated).toBeGreaterThan(10);
  expect(repeated).toBeLessThan(60);
});

test('all at once: each at least twice', async () => {
  const counts = countOf(await arrivedOf({ lossPercent: 10, isTwice: true, isReordered: true }));
  expect(Math.min(...counts)).toBe(2);
});
