export type Scope = 'live' | 'upload' | 'read' | 'manage';

export interface DeviceToken {
  id: string;
  name: string;
  scopes: readonly Scope[];
  createdAtMs: number;
  lastSeenAtMs: number | null;
  revokedAtMs: number | null;
}

export interface DeviceTokenStore {
  add(athleteId: string, token: DeviceToken, tokenHash: Uint8Array): Promise<void>;
  list(athleteId: string): Promise<DeviceToken[]>;
  /** An unrevoked token by its hash. */
  findByHash(athleteId: string, tokenHash: Uint8Array): Promise<DeviceToken | null>;
  touch(athleteId: string, id: string, atMs: number): Promise<void>;
  revoke(athleteId: string, id: string, atMs: number): Promise<boolean>;
}
