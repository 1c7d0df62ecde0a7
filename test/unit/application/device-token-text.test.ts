import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBearerText, parseBearerText } from '../../../src/application/devices/device-token-text.ts';

const ATHLETE = '0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506';

describe('device token text', () => {
  it('is the prefix and base64url of the athlete id and the secret', () => {
    const text = formatBearerText('zc_', ATHLETE, new Uint8Array(32).fill(0xff));
    expect(text).toBe(`zc_AZLzpFtsfY6foLHC0-T1Bv${'_'.repeat(42)}`);
  });

  it('gives back the athlete and the 48 bytes of every id and secret', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (athleteId, secret) => {
        const parsed = parseBearerText('zc_', formatBearerText('zc_', athleteId, secret));
        expect(parsed?.athleteId).toBe(athleteId);
        expect(parsed?.bytes.slice(16)).toEqual(secret);
      }),
    );
  });

  it.each([
    ['another prefix', `zp_${'A'.repeat(64)}`],
    ['too short', `zc_${'A'.repeat(63)}`],
    ['too long', `zc_${'A'.repeat(65)}`],
    ['padding', `zc_${'A'.repeat(63)}=`],
    ['standard base64', `zc_${'A'.repeat(63)}+`],
    ['nothing', ''],
  ])('refuses %s', (_why, text) => {
    expect(parseBearerText('zc_', text)).toBeNull();
  });
});
