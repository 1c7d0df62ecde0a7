import { expect, test } from 'vitest';
import { createReadingGate } from '../../../src/adapters/inlets/reading-gate.ts';

test('a reader that comes with its next message while it is let on is not forgotten', () => {
  const gate = createReadingGate(2);
  let read = 0;
  const readOn = (): void => {
    if (read === 5) return;
    read++;
    gate.enter(readOn);
  };
  readOn();
  expect(read).toBe(2);
  for (const now of [3, 4, 5, 5]) {
    gate.leave();
    expect(read).toBe(now);
  }
});
