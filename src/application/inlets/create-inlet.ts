import { AppError } from '../errors.ts';
import { formatBearerText, parseBearerText } from '../devices/device-token-text.ts';
import type { Secrets } from '../devices/secrets.ts';
import type { Clock } from '../ports/clock.ts';
import type { Inlet } from '../ports/inlet-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface CreateInletDeps {
  readonly stores: Pick<Stores, 'athletes' | 'inlets'>;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type CreateInlet = (input: {
  athleteId: string;
  name: string;
  kind: string | null;
  answerWithCoaching: boolean;
  expiresAtMs: number | null;
}) => Promise<{ token: string; inlet: Inlet }>;

/** A door for one app (N1). Its token is answered once, only a SHA-256 is kept; it stands in the address (N2). */
export function createInlet(deps: CreateInletDeps): CreateInlet {
  return async ({ athleteId, name, kind, answerWithCoaching, expiresAtMs }) => {
    if ((await deps.stores.athletes.find(athleteId)) === null) {
      throw new AppError('not_found', 'There is no such athlete.');
    }
    const nowMs = deps.clock.nowMs();
    if (expiresAtMs !== null && expiresAtMs <= nowMs) {
      throw new AppError('invalid_input', 'An inlet expires in the future.', { field: 'expiresAt' });
    }
    const token = formatBearerText('zi_', athleteId, deps.secrets.randomBytes(32));
    const inlet: Inlet = {
      id: deps.newId(),
      name,
      kind,
      answerWithCoaching,
      intent: null,
      sport: null,
      createdAtMs: nowMs,
      expiresAtMs,
    };
    await deps.stores.inlets.add(athleteId, inlet, deps.secrets.sha256(parseBearerText('zi_', token)!.bytes));
    return { token, inlet };
  };
}
