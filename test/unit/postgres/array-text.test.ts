import { expect, test } from 'vitest';
import { arrayOfNumbers, arrayOfTexts } from '../../../src/adapters/postgres/array-text.ts';

test('columns are written as the array literals of Postgres, quotes and backslashes escaped', () => {
  expect(arrayOfNumbers([])).toBe('{}');
  expect(arrayOfNumbers([1, -2, 3])).toBe('{1,-2,3}');
  expect(arrayOfTexts([])).toBe('{}');
  expect(arrayOfTexts(['a', '', 'NULL', 'b,{c}'])).toBe('{"a","","NULL","b,{c}"}');
  expect(arrayOfTexts(['say "æ"', 'a\\b', '\\"'])).toBe(String.raw`{"say \"æ\"","a\\b","\\\""}`);
});
