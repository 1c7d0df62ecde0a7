import type { Authority } from '../../application/authority/authorities.ts';
import type { Scope } from '../../application/ports/device-token-store.ts';

/** On whose behalf a socket speaks. */
export interface LiveCaller {
  readonly athleteId: string;
  readonly scopes: readonly Scope[];
  /** The socket lasts as long as this does (L14). */
  readonly authority: Authority;
}
