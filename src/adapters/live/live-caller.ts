import type { Scope } from '../../application/ports/device-token-store.ts';

/** On whose behalf a socket speaks. */
export interface LiveCaller {
  readonly athleteId: string;
  readonly scopes: readonly Scope[];
}
