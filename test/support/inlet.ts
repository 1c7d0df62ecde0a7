import type { Inlet } from '../../src/application/ports/inlet-store.ts';

/** An inlet as it is made with a name alone. */
export const PLAIN_INLET = {
  id: 'inlet',
  name: 'Phone',
  kind: null,
  answerWithCoaching: false,
  intent: null,
  sport: null,
  createdAtMs: 0,
  expiresAtMs: null,
} as const satisfies Inlet;
