import type { Scope } from '../../application/ports.ts';

/** On whose behalf a socket speaks. */
export interface LiveCaller {
  readonly athleteId: string;
  readonly scopes: readonly Scope[];
}
