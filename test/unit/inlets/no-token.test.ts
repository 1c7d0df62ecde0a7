import { expect, test } from 'vitest';
import { formatBearerText } from '../../../src/application/devices/device-token-text.ts';
import { createCheckedLog, expectNoToken } from '../../support/no-token.ts';

test('N2: what every server of the tests is held to finds the token of an inlet in a log line', () => {
  const token = formatBearerText('zi_', '0198c0de-0000-7000-8000-000000000001', new Uint8Array(32));
  const { log, check } = createCheckedLog();
  log.info({ url: '/in/:token' }, 'a beat was taken');
  check();
  log.trace({ url: `/in/${token}/hr` }, 'a beat was taken');
  expect(check).toThrow('a token stands in the log');
  expect(() => expectNoToken('a metric', `path="/in/${token.slice(0, 40)}"`)).toThrow('a token stands in');
});
