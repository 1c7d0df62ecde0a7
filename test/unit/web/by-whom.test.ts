import { expect, it } from 'vitest';
import { byWhom } from '../../../src/web/language/by-whom.ts';

it.each([
  [{ name: 'Bo', clinic: 'Hjerteklinikken' }, 'Bo, Hjerteklinikken'],
  [{ name: 'Bo' }, 'Bo'],
  [{ name: '', clinic: 'Hjerteklinikken' }, 'Hjerteklinikken'],
])('C4: who looked is named by what is known: %o', (who, said) => {
  expect(byWhom(who)).toBe(said);
});
