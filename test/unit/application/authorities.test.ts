import { expect, test } from 'vitest';
import { Authorities, type AuthorityKey } from '../../../src/application/authority/authorities.ts';
import { recheckAuthorities } from '../../../src/application/authority/recheck-authorities.ts';

function setUp() {
  const clock = { ms: 1_000 };
  const authorities = new Authorities({ nowMs: () => clock.ms });
  const granted = new Set<AuthorityKey>(['token:a', 'session:b']);
  const recheck = recheckAuthorities({
    authorities,
    authorityStore: { listEnded: (keys) => Promise.resolve(keys.filter((key) => !granted.has(key))) },
  });
  const ended: string[] = [];
  const hold = (key: AuthorityKey, expiresAtMs: number | null = null) =>
    authorities.hold({ key, expiresAtMs }, () => ended.push(key));
  return { clock, authorities, granted, recheck, ended, hold };
}

test('L14: each holder is told once, and whoever has let go is not', () => {
  const { authorities, ended, hold } = setUp();
  hold('token:a');
  hold('token:a');
  hold('token:a')();
  hold('session:b');
  authorities.end('token:a');
  authorities.end('token:a');
  expect(ended).toEqual(['token:a', 'token:a']);
  expect(authorities.held()).toEqual(['session:b']);
});

test('L14: who takes up what ended a moment ago is told at once', () => {
  const { clock, authorities, ended, hold } = setUp();
  authorities.end('token:a');
  hold('token:a');
  expect(ended).toEqual(['token:a']);
  clock.ms += 60_001;
  authorities.end('token:z');
  expect(authorities.hasEnded('token:a')).toBe(false);
});

test('L14: what passes its own end is asked for, and may have been prolonged', async () => {
  const { clock, granted, recheck, ended, hold } = setUp();
  hold('session:b', 5_000);
  clock.ms = 5_000;
  await recheck('overdue');
  expect(ended).toEqual([]);
  granted.delete('session:b');
  await recheck('overdue');
  expect(ended).toEqual(['session:b']);
});

test('L14: after a time without notifications everything that is held is asked for', async () => {
  const { granted, recheck, ended, hold } = setUp();
  hold('token:a');
  hold('session:b');
  granted.delete('token:a');
  await recheck('all');
  expect(ended).toEqual(['token:a']);
});
