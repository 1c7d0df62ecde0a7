import { describe, expect, it } from 'vitest';
import { Authorities } from '../../../src/application/authority/authorities.ts';
import { authenticateToken } from '../../../src/application/devices/authenticate-token.ts';
import { formatBearerText } from '../../../src/application/devices/device-token-text.ts';
import type { DeviceToken, DeviceTokenStore } from '../../../src/application/ports/device-token-store.ts';

const ATHLETE = '0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506';
const TOKEN = formatBearerText('zc_', ATHLETE, new Uint8Array(32).fill(7));
const DEVICE: DeviceToken = {
  id: 'device',
  name: 'Bridge',
  scopes: ['live'],
  createdAtMs: 0,
  lastSeenAtMs: null,
  revokedAtMs: null,
};

/** Counts what reaches the store; the device is there until it is taken away. */
function setUp() {
  const clock = { ms: 1_000_000 };
  const asked: string[] = [];
  const touched: number[] = [];
  let device: DeviceToken | null = DEVICE;
  const deviceTokens: Pick<DeviceTokenStore, 'findByHash' | 'touch'> = {
    findByHash: (athleteId) => {
      asked.push(athleteId);
      return Promise.resolve(device);
    },
    touch: (_athleteId, _id, atMs) => {
      touched.push(atMs);
      return Promise.resolve();
    },
  };
  const authorities = new Authorities({ nowMs: () => clock.ms });
  const authenticate = authenticateToken({
    // The verb asks for these two of the store, and for nothing else.
    stores: { deviceTokens: deviceTokens as DeviceTokenStore },
    secrets: { sha256: (bytes) => bytes },
    clock: { nowMs: () => clock.ms },
    authorities,
  });
  const revoke = (): void => {
    device = null;
  };
  return { clock, asked, touched, authenticate, authorities, revoke };
}

describe('authenticateToken', () => {
  it('looks a token up under its own athlete, and remembers the answer for five seconds', async () => {
    const { clock, asked, authenticate } = setUp();
    const holder = { athleteId: ATHLETE, tokenId: 'device', scopes: ['live'] };
    expect(await authenticate({ token: TOKEN })).toMatchObject(holder);
    clock.ms += 4_999;
    expect(await authenticate({ token: TOKEN })).toMatchObject(holder);
    expect(asked).toEqual([ATHLETE]);
    clock.ms += 1;
    await authenticate({ token: TOKEN });
    expect(asked).toHaveLength(2);
  });

  it('L14: the end of a token evicts it, and a look-up that was under way is not believed', async () => {
    const { authenticate, authorities, revoke } = setUp();
    await authenticate({ token: TOKEN });
    const underWay = authenticate({ token: TOKEN });
    authorities.end('token:device');
    expect(await underWay).not.toBeNull();
    expect(await authenticate({ token: TOKEN })).toBeNull();
    revoke();
    expect(await authenticate({ token: TOKEN })).toBeNull();
  });

  it('a revoked token is refused after at most five seconds where its end goes unheard', async () => {
    const { clock, authenticate, revoke } = setUp();
    await authenticate({ token: TOKEN });
    revoke();
    clock.ms += 5_000;
    expect(await authenticate({ token: TOKEN })).toBeNull();
  });

  it('an unknown token is never remembered, a malformed one never looked up', async () => {
    const { asked, authenticate, revoke } = setUp();
    revoke();
    await authenticate({ token: TOKEN });
    await authenticate({ token: TOKEN });
    expect(asked).toHaveLength(2);
    expect(await authenticate({ token: 'zc_nonsense' })).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it('last seen is written once a minute, however often the token is used', async () => {
    const { clock, touched, authenticate } = setUp();
    for (let second = 0; second < 180; second += 1) {
      await authenticate({ token: TOKEN });
      clock.ms += 1_000;
    }
    expect(touched.length).toBeGreaterThanOrEqual(3);
    expect(touched.length).toBeLessThanOrEqual(4);
  });
});
