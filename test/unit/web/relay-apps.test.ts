import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RELAYS } from '../../../src/adapters/wire/relays/relays.ts';
import { daRelays } from '../../../src/adapters/wire/messages/da/relays.ts';
import { enRelays } from '../../../src/adapters/wire/messages/en/relays.ts';
import { RELAY_APPS } from '../../../src/web/screens/relays/relay-apps.ts';

test('N7: each app of the guide has a kind that exists, and as many steps in either language', () => {
  const kinds = RELAYS.map(({ id }) => id);
  for (const { id, kind } of RELAY_APPS) {
    if (kind !== null) expect(kinds, id).toContain(kind);
    expect(daRelays.guides[id].steps, id).toHaveLength(enRelays.guides[id].steps.length);
    expect(daRelays.guides[id].limit === undefined, id).toBe(enRelays.guides[id].limit === undefined);
  }
});

test('N7: the page has a guide for every app that is read and for every one that the README names, by the same name', () => {
  const guided = RELAY_APPS.map(({ id }) => id);
  for (const { id } of RELAYS) expect(guided, id).toContain(id);
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const table = /^\| app +\|.*\n\|[ -|]+\n((?:\|.*\n)+)/m.exec(readme)![1]!;
  const named = table.match(/^\| [^|]+/gm)!.map((cell) => cell.slice(2).trim());
  expect(named).toEqual(RELAY_APPS.map(({ name }) => (name === '' ? 'anything else' : name)));
});

test('each dialect names what it was read from', () => {
  const dialects = new URL('../../../src/adapters/wire/relays/dialects/', import.meta.url);
  for (const file of readdirSync(dialects)) {
    if (file === 'any-app.ts') continue;
    const source = readFileSync(new URL(file, dialects), 'utf8').replaceAll(/\s*\*\s*/g, ' ');
    expect(source, file).toMatch(/Read from (?:the documentation in )?[\w.-]+\/[\w./-]+/);
  }
});
