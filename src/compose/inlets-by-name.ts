import type { MqttDoorDeps } from '../adapters/inlets/mqtt-door.ts';
import type { InletHolder } from '../application/inlets/authenticate-inlet.ts';
import type { InletStore } from '../application/ports/inlet-store.ts';
import type { Stores } from '../application/ports/stores.ts';
import type { Verbs } from '../application/verbs/all-verbs.ts';
import type { Platform } from '../application/verbs/verb-deps.ts';
import { BoundedMap } from '../domain/bounded-map.ts';
import { SECOND_MS } from '../domain/units.ts';

/** How long an answer is believed where no change is told of. */
const KNOWN_MS = 5 * SECOND_MS;
const MOST_KNOWN = 10_000;

export interface InletsByName extends Pick<MqttDoorDeps, 'inletNamed' | 'inletOfKind'> {
  /** Some inlet has changed, or changes may have gone unheard. */
  forgetAll(): void;
}

/**
 * An inlet as a broker's topic or a port of the local network means it, until it expires or is revoked. Remembered for
 * moments: a sensor on a broker sends every second.
 */
export function inletsByName(
  verbs: Pick<Verbs, 'authenticateInlet'>,
  {
    stores,
    platform,
  }: {
    stores: { readonly inlets: Pick<Stores['inlets'], 'findAnywhere'> };
    platform: Pick<Platform, 'clock'>;
  },
): InletsByName {
  const known = new BoundedMap<string, { readonly inlet: InletHolder; readonly untilMs: number }>(MOST_KNOWN);
  /** Raised by every change, so that a look-up under way meanwhile is not remembered. */
  let changes = 0;

  const only = async (by: Parameters<InletStore['findAnywhere']>[0]): Promise<InletHolder | null> => {
    const name = 'kind' in by ? `kind ${by.kind}` : `id ${by.id}`;
    const nowMs = platform.clock.nowMs();
    const before = known.get(name);
    if (before !== undefined && before.untilMs > nowMs) return before.inlet;
    const changesBefore = changes;
    const [inlet, another] = await stores.inlets.findAnywhere(by);
    if (inlet === undefined || another !== undefined) return null;
    const { expiresAtMs } = inlet;
    if (expiresAtMs !== null && expiresAtMs <= nowMs) return null;
    const holder: InletHolder = { ...inlet, authority: { key: `inlet:${inlet.id}`, expiresAtMs } };
    const untilMs = Math.min(nowMs + KNOWN_MS, expiresAtMs ?? Infinity);
    if (changes === changesBefore) known.set(name, { inlet: holder, untilMs });
    return holder;
  };

  return {
    inletNamed: (name) =>
      name.startsWith('zi_') ? verbs.authenticateInlet({ token: name }) : only({ id: name }),
    inletOfKind: (kind) => only({ kind }),
    forgetAll: () => {
      changes++;
      known.clear();
    },
  };
}
