import { expect, test } from 'vitest';
import type { Inlet } from '../../../src/application/ports/inlet-store.ts';
import { inletsByName } from '../../../src/compose/inlets-by-name.ts';
import { PLAIN_INLET } from '../../support/inlet.ts';

const ATHLETE = '019b0000-0000-7000-8000-000000000001';

function setUp() {
  let nowMs = 0;
  let lookUps = 0;
  let inlets: (Inlet & { readonly athleteId: string })[] = [{ ...PLAIN_INLET, athleteId: ATHLETE }];
  let meanwhile = (): void => undefined;
  const names = inletsByName(
    { authenticateInlet: undefined as never },
    {
      stores: {
        inlets: {
          findAnywhere: () => {
            lookUps++;
            const found = inlets;
            meanwhile();
            return Promise.resolve(found);
          },
        },
      },
      platform: { clock: { nowMs: () => nowMs } },
    },
  );
  return {
    names,
    lookUps: () => lookUps,
    pass: (ms: number) => void (nowMs += ms),
    is: (now: typeof inlets) => void (inlets = now),
    whileAsked: (work: () => void) => void (meanwhile = work),
  };
}

test('whose inlet a topic means is asked for once in a few seconds, and again when one has changed', async () => {
  const { names, lookUps, pass, is } = setUp();
  for (let second = 0; second < 10; second++) {
    expect(await names.inletOfKind('hr_push')).toMatchObject({ athleteId: ATHLETE });
    pass(1_000);
  }
  expect(lookUps()).toBe(2);
  is([]);
  names.forgetAll();
  expect(await names.inletOfKind('hr_push')).toBeNull();
  is([
    { ...PLAIN_INLET, athleteId: ATHLETE },
    { ...PLAIN_INLET, athleteId: 'another' },
  ]);
  expect(await names.inletOfKind('hr_push')).toBeNull();
});

test('a change while it is asked for is not overlooked, and nothing is remembered beyond its end', async () => {
  const { names, lookUps, pass, is, whileAsked } = setUp();
  whileAsked(() => names.forgetAll());
  await names.inletNamed('inlet');
  whileAsked(() => undefined);
  is([{ ...PLAIN_INLET, athleteId: ATHLETE, expiresAtMs: 2_000 }]);
  expect(await names.inletNamed('inlet')).toMatchObject({ expiresAtMs: 2_000 });
  expect(lookUps()).toBe(2);
  pass(2_000);
  expect(await names.inletNamed('inlet')).toBeNull();
});
