import { expect, test } from 'vitest';
import { LeadingRun } from '../../../src/adapters/live/leading-run.ts';

interface Source {
  readonly session: string;
  readonly everySeconds: number;
  readonly simulated?: boolean;
  readonly fromSecond?: number;
  /** Seconds at which it has no value. */
  readonly silent?: (second: number) => boolean;
}

/** The session shown second by second; null where nothing was. */
function shown(sources: readonly Source[], seconds: number): (string | null)[] {
  const leading = new LeadingRun();
  return Array.from({ length: seconds }, (_, second) => {
    let last: string | null = null;
    for (const { session, everySeconds, simulated = false, fromSecond = 0, silent } of sources) {
      if (second < fromSecond || second % everySeconds !== 0) continue;
      const hasValue = silent?.(second) !== true;
      if (leading.shows({ session, device: null, simulated }, hasValue, second * 1000)) last = session;
    }
    return last;
  });
}

const strap = { session: 'strap', everySeconds: 1 };
const watch = { session: 'watch', everySeconds: 1 };

test('L12: of two equal sources the one shown first stays', () => {
  expect(new Set(shown([watch, strap], 600))).toEqual(new Set(['watch']));
  expect(new Set(shown([strap, { ...watch, fromSecond: 5 }], 600))).toEqual(new Set(['strap']));
});

test('L12: a real run takes the screen from a simulated one at once, and keeps it over a minute of silence', () => {
  const demo = { session: 'demo', everySeconds: 1, simulated: true };
  const during = shown([demo, { ...strap, fromSecond: 30, silent: (s) => s >= 60 && s < 110 }], 200);
  expect(during.slice(0, 30).every((session) => session === 'demo')).toBe(true);
  expect(during.slice(30).every((session) => session === 'strap')).toBe(true);
  const after = shown([demo, { ...strap, silent: (s) => s >= 60 }], 200);
  expect(after.at(-1)).toBe('demo');
});

test('L12, Z10: the denser source takes the screen once it is clear that it is denser', () => {
  const onChange = { session: 'watch', everySeconds: 5 };
  const seen = shown([onChange, { ...strap, fromSecond: 10 }], 300).filter((session) => session !== null);
  expect(seen[0]).toBe('watch');
  expect(seen.at(-1)).toBe('strap');
  expect(seen.filter((session, i) => i > 0 && session !== seen[i - 1])).toHaveLength(1);
});

test('L12: a run that falls silent gives the screen away after 10 s and does not take it back', () => {
  const seen = shown([{ ...strap, silent: (s) => s >= 20 && s < 60 }, watch], 120);
  expect(seen.slice(0, 30).every((session) => session === 'strap')).toBe(true);
  expect(seen.slice(31).every((session) => session === 'watch')).toBe(true);
});
