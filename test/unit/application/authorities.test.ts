import { expect, test } from 'vitest';
import { Authorities, type AuthorityKey } from '../../../src/application/authority/authorities.ts';
import { recheckAuthorities } from '../../../src/application/authority/recheck-authorities.ts';

function setUp() {
  const clock = { ms: 1_000 };
  const authorities = new Authorities({ nowMs: () => clock.ms });
  const granted = new Map<AuthorityKey, number | null>([
    ['token:a', null],
    ['session:b', 9_000],
  ]);
  const asked: (readonly AuthorityKey[])[] = [];
  let whileAsked = (): void => undefined;
  const recheck = recheckAuthorities({
    authorities,
    authorityStore: {
      findEnds: async (keys) => {
        asked.push(keys);
        const ends = new Map(
          [...granted].filter(([key, atMs]) => keys.includes(key) && (atMs ?? Infinity) > clock.ms),
        );
        whileAsked();
        await Promise.resolve();
        return ends;
      },
    },
  });
  const ended: string[] = [];
  const hold = (key: AuthorityKey, expiresAtMs: number | null = null) =>
    authorities.hold({ key, expiresAtMs }, () => ended.push(key));
  const during = (told: () => void): void => void (whileAsked = told);
  return { clock, authorities, granted, recheck, asked, during, ended, hold };
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
  expect(authorities.hasEnded('token:a')).toBe(false);
});

test('L14: what passes its own end is asked for, and may have been prolonged', async () => {
  const { clock, recheck, asked, ended, hold } = setUp();
  hold('session:b', 5_000);
  clock.ms = 5_000;
  await recheck('overdue');
  await recheck('overdue');
  expect(ended).toEqual([]);
  expect(asked).toEqual([['session:b']]);
  clock.ms = 9_000;
  await recheck('overdue');
  expect(ended).toEqual(['session:b']);
});

test('L14: what is cut short while it is held ends by then, whatever was known of it', async () => {
  const { clock, authorities, granted, recheck, ended, hold } = setUp();
  hold('token:a');
  hold('session:b', 9_000);
  granted.set('token:a', 2_000);
  granted.delete('session:b');
  authorities.doubt('token:a');
  authorities.doubt('session:b');
  await recheck('overdue');
  expect(ended).toEqual(['session:b']);
  clock.ms = 1_999;
  await recheck('overdue');
  expect(ended).toEqual(['session:b']);
  clock.ms = 2_000;
  await recheck('overdue');
  expect(ended).toEqual(['session:b', 'token:a']);
});

test('L14: what is cut short just before it is taken up, or while it is asked for, is asked for again', async () => {
  const { clock, authorities, granted, recheck, during, ended, hold } = setUp();
  granted.set('token:a', 2_000);
  authorities.doubt('token:a');
  hold('token:a');
  during(() => {
    during(() => undefined);
    granted.set('token:a', 1_500);
    authorities.doubt('token:a');
  });
  await recheck('overdue');
  await recheck('overdue');
  clock.ms = 1_500;
  await recheck('overdue');
  expect(ended).toEqual(['token:a']);
});

test('L14: what could not be asked for is asked for again', async () => {
  const { clock, granted, recheck, during, ended, hold } = setUp();
  hold('session:b', 5_000);
  clock.ms = 5_000;
  granted.delete('session:b');
  during(() => {
    during(() => undefined);
    throw new Error('no database');
  });
  await expect(recheck('overdue')).rejects.toThrow('no database');
  await recheck('overdue');
  expect(ended).toEqual(['session:b']);
});

test('what has ended and is prolonged is let in again', () => {
  const { authorities, ended, hold } = setUp();
  authorities.end('token:a');
  authorities.doubt('token:a');
  expect(authorities.hasEnded('token:a')).toBe(false);
  hold('token:a');
  expect(ended).toEqual([]);
});

test('L14: after a time without notifications everything that is held is asked for', async () => {
  const { granted, recheck, ended, hold } = setUp();
  hold('token:a');
  hold('session:b');
  granted.delete('token:a');
  await recheck('all');
  expect(ended).toEqual(['token:a']);
});
