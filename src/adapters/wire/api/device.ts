import { Type, type Static } from 'typebox';
import { instant, oneOf, text } from './formats.ts';
import { nullable, strict } from './schema.ts';

/** What a bridge may be given; `manage` is for people and the command line. */
const bridgeScopes = Type.Array(oneOf('live', 'upload', 'read'), {
  minItems: 1,
  maxItems: 3,
  uniqueItems: true,
});

export const newDevice = strict({ name: text(100), scopes: bridgeScopes });
export const newPairingCode = nullable(
  strict({ name: Type.Optional(text(100)), scopes: Type.Optional(bridgeScopes) }),
);
export const pairingCode = strict({ code: Type.String(), expiresAt: Type.String() });
export const pairRequest = strict({
  code: Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9_-]+$' }),
  name: Type.Optional(text(100)),
});

const device = {
  id: Type.String(),
  name: Type.String(),
  scopes: Type.Array(Type.String()),
  createdAt: Type.String(),
};

export const deviceSchema = strict({
  ...device,
  lastSeenAt: nullable(instant()),
  revokedAt: nullable(instant()),
});

/** Answered once: the token is not kept. */
export const issuedDevice = strict({ ...device, token: Type.String() });
export const pairedDevice = strict({ ...device, athleteId: Type.String(), token: Type.String() });

interface DeviceFacts {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number | null;
  readonly revokedAtMs: number | null;
}

export function presentNewDevice(facts: DeviceFacts): Omit<Static<typeof issuedDevice>, 'token'> {
  return {
    id: facts.id,
    name: facts.name,
    scopes: [...facts.scopes],
    createdAt: new Date(facts.createdAtMs).toISOString(),
  };
}

export function presentDevice(facts: DeviceFacts): Static<typeof deviceSchema> {
  return {
    ...presentNewDevice(facts),
    lastSeenAt: instantOrNull(facts.lastSeenAtMs),
    revokedAt: instantOrNull(facts.revokedAtMs),
  };
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
