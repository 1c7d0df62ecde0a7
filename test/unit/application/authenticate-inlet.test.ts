import { describe, expect, it } from 'vitest';
import { Authorities } from '../../../src/application/authority/authorities.ts';
import { formatBearerText } from '../../../src/application/devices/device-token-text.ts';
import { authenticateInlet } from '../../../src/application/inlets/authenticate-inlet.ts';
import type { Inlet, InletStore } from '../../../src/application/ports/inlet-store.ts';
import { PLAIN_INLET } from '../../support/inlet.ts';

const ATHLETE = '11111111-2222-3333-4444-555555555555';
const TOKEN = formatBearerText('zi_', ATHLETE, new Uint8Array(32));

/** One inlet, with how often it was looked up. */
function setUp(inlet: () => Inlet | null = () => PLAIN_INLET) {
  let nowMs = 0;
  let lookUps = 0;
  const clock = { nowMs: () => nowMs };
  const authorities = new Authorities(clock);
  const inlets = {
    findEach: (keys) => {
      lookUps++;
      const found = inlet();
      return Promise.resolve(found === null ? [] : keys.map(({ athleteId }) => ({ ...found, athleteId })));
    },
    findByHash: () => {
      lookUps++;
      return Promise.resolve(inlet());
    },
  } satisfies Partial<InletStore>;
  const authenticate = authenticateInlet({
    // Nothing else of the store is used.
    stores: { inlets: inlets as unknown as InletStore },
    secrets: { sha256: () => new Uint8Array(32) },
    clock,
    authorities,
  });
  return {
    authenticate,
    authorities,
    lookUps: () => lookUps,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('who an inlet’s token lets in (N2)', () => {
  it('is asked of the database once in a while, however often an app posts', async () => {
    const { authenticate, lookUps, pass } = setUp();
    for (let second = 0; second < 60; second++) {
      expect(await authenticate({ token: TOKEN })).toMatchObject({ id: 'inlet', athleteId: ATHLETE });
      pass(1_000);
    }
    expect(lookUps()).toBe(3);
  });

  it('is known without waiting as long as it is refreshed, and forgotten when it is not in use', async () => {
    const { authenticate, lookUps, pass } = setUp();
    await authenticate({ token: TOKEN });
    for (let second = 0; second < 60; second += 5) {
      pass(5_000);
      await authenticate.refresh();
      expect(authenticate.remembered(TOKEN)).toMatchObject({ id: 'inlet', athleteId: ATHLETE });
    }
    expect(lookUps()).toBe(1 + 12);
    // An app that sends twice a minute is in use.
    for (let second = 0; second < 60; second += 5) {
      pass(5_000);
      await authenticate.refresh();
    }
    expect(authenticate.remembered(TOKEN)).not.toBeNull();
    expect(lookUps()).toBe(1 + 24);
    for (let second = 0; second <= 60; second += 5) {
      pass(5_000);
      await authenticate.refresh();
    }
    expect(authenticate.remembered(TOKEN)).toBeNull();
    expect(lookUps()).toBe(1 + 24 + 12);
  });

  it('is as a refresh finds it: renamed, revoked, or changed since it was asked for', async () => {
    let current: Inlet | null = PLAIN_INLET;
    const { authenticate, pass } = setUp(() => current);
    await authenticate({ token: TOKEN });
    current = { ...PLAIN_INLET, answerWithCoaching: true };
    await authenticate.refresh();
    expect(authenticate.remembered(TOKEN)).toMatchObject({ answerWithCoaching: true });
    const refreshed = authenticate.refresh();
    authenticate.forgetAll();
    await refreshed;
    expect(authenticate.remembered(TOKEN)).toBeNull();
    await authenticate({ token: TOKEN });
    current = null;
    pass(5_000);
    await authenticate.refresh();
    expect(await authenticate({ token: TOKEN })).toBeNull();
  });

  it('is nobody once the inlet was revoked, here or elsewhere', async () => {
    const { authenticate, authorities } = setUp();
    await authenticate({ token: TOKEN });
    authorities.end('inlet:inlet');
    expect(await authenticate({ token: TOKEN })).toBeNull();
  });

  it.each(['forget', 'forgetAll'] as const)('is asked again after %s', async (how) => {
    let current: Inlet | null = PLAIN_INLET;
    const { authenticate } = setUp(() => current);
    await authenticate({ token: TOKEN });
    current = null;
    if (how === 'forget') authenticate.forget(ATHLETE);
    else authenticate.forgetAll();
    expect(await authenticate({ token: TOKEN })).toBeNull();
  });

  it('is not remembered when it changed while it was looked up', async () => {
    const { authenticate, lookUps } = setUp();
    const asked = authenticate({ token: TOKEN });
    authenticate.forgetAll();
    await asked;
    await authenticate({ token: TOKEN });
    expect(lookUps()).toBe(2);
  });

  it('is nobody after the inlet has expired, remembered or not', async () => {
    const { authenticate, pass } = setUp(() => ({ ...PLAIN_INLET, expiresAtMs: 500 }));
    expect(await authenticate({ token: TOKEN })).not.toBeNull();
    pass(500);
    expect(await authenticate({ token: TOKEN })).toBeNull();
  });
});
