import { expect, test } from 'vitest';
import { daPage } from '../../../src/adapters/wire/messages/da/page.ts';
import { fileDetails } from '../../../src/web/screens/upload/file-details.ts';

test.each([
  ['The file is not well-formed at line 12; points that could not be read: 3.', '(linje 12; antal: 3)'],
  ['The times of this file cannot be read, such as “soon”.', '(for eksempel “soon”)'],
  ['Heart rates that cannot be read, such as “fast”: 7.', '(for eksempel “fast”; antal: 7)'],
  ['Records left out because a clock that was not set dated them: 40.', '(antal: 40)'],
  ['No entry of this file could be read, of 2.', '(antal: 2)'],
  ['The end of the file is missing. 51 bytes could not be read.', '(51 byte)'],
  ['The file is larger than 32 MiB.', '(grænsen er 32 MiB)'],
  ['The file holds more than 100 recordings.', '(grænsen er 100)'],
  ['The file is empty.', ''],
])('U: “%s” tells the same numbers in Danish', (message, said) => {
  expect(fileDetails(message, daPage.upload.details)).toBe(said);
});
