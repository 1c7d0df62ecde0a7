import { expect, test } from 'vitest';
import { REFUSAL_CODES, WARNING_CODES } from '../../../src/adapters/files/refusal.ts';
import { daPage } from '../../../src/adapters/wire/messages/da/page.ts';

test.each([...REFUSAL_CODES, ...WARNING_CODES, 'unknown_field'])('U: %s is said in Danish too', (code) =>
  expect(daPage.upload.reasons[code]).toMatch(/\.$/),
);
