import { relayFrame } from '../../src/adapters/wire/relays/relay-frame.ts';
import type { Relay } from '../../src/adapters/wire/relays/relay.ts';
import { RELAYS } from '../../src/adapters/wire/relays/relays.ts';
import { mergeBatches } from '../../src/application/live/merge-batches.ts';
import type { Service } from '../../src/compose/open-service.ts';

export interface RelayedBeat {
  readonly atMs: number;
  readonly bpm: number;
}

/** An app of a dialect in which a message says when each beat was, so that a repeat is known as one. */
export interface RelaySource {
  readonly relay: Relay;
  /** Every third clock is two hours ahead. */
  readonly aheadMs: number;
  /** By the app's own clock. */
  readonly sent: readonly RelayedBeat[];
  /** What it says of each of them. */
  readonly messages: readonly string[];
  /** Whether its messages say the instant itself; else a local time. */
  readonly tellsInstant: boolean;
}

const TWO_HOURS_MS = 7_200_000;

/** All dialects that tell the time, each with as many beats of the last minutes, one a second. */
export function relaySources(beats: number): RelaySource[] {
  const startMs = Math.floor(Date.now() / 1_000) * 1_000 - 120_000;
  return RELAYS.filter(({ speech }) => speech?.tellsTime === true).map((relay, i) => {
    const aheadMs = i % 3 === 2 ? TWO_HOURS_MS : 0;
    const sent = Array.from({ length: beats }, (_, n) => ({
      atMs: startMs + n * 1_000 + aheadMs,
      bpm: 110 + n,
    }));
    const messages = sent.map(({ atMs, bpm }, index) =>
      relay.speech!.say([{ bpm, atMs, rrMs: [Math.round(60_000 / bpm)], index }]),
    );
    const [beat] = relay.items(relayFrame(messages[0]!, { transport: 'http' }))?.beats ?? [];
    return { relay, aheadMs, sent, messages, tellsInstant: beat?.time?.hasOffset === true };
  });
}

/** The messages of all sources in a fixed order, in which each is there twice and up to ten places from its own. */
export function doubledAndShuffled<T>(sources: readonly (readonly T[])[]): T[] {
  return sources
    .flatMap((messages) =>
      [...messages, ...messages].map((message, n) => ({
        message,
        key: (n % messages.length) + ((n * 7) % 11),
      })),
    )
    .sort((x, y) => x.key - y.key)
    .map(({ message }) => message);
}

/** All beats that came by an inlet, by instant, each as often as it is stored. */
export async function inletBeats(
  service: Service,
  athleteId: string,
  inletId: string,
): Promise<RelayedBeat[]> {
  const { rows } = await service.database.pool.query<{ session_id: string }>(
    'select session_id from inlet_run where athlete_id = $1 and inlet_id = $2',
    [athleteId, inletId],
  );
  const beats: RelayedBeat[] = [];
  for (const { session_id: sessionId } of rows) {
    const batches = await service.liveStore.load({ athleteId, sessionId });
    const { items } = mergeBatches(batches.map(({ payload }) => payload));
    beats.push(...items.map(({ atMs, code }) => ({ atMs, bpm: code })));
  }
  return beats.sort((x, y) => x.atMs - y.atMs);
}

/** What was stored of a source is what it sent, once each (N4): by its clock where that is right, else by ours. */
export function faultOf(
  { relay, aheadMs, sent, tellsInstant }: RelaySource,
  stored: readonly RelayedBeat[],
): string | null {
  const bpms = (beats: readonly RelayedBeat[]): string =>
    beats
      .map(({ bpm }) => bpm)
      .sort((x, y) => x - y)
      .join(' ');
  if (bpms(stored) !== bpms(sent)) return `${relay.id}: sent ${bpms(sent)}, stored ${bpms(stored)}`;
  if (aheadMs > 0 || !tellsInstant) {
    return stored.some(({ atMs }) => atMs > Date.now()) ? `${relay.id}: a beat is in the future` : null;
  }
  return JSON.stringify(stored) === JSON.stringify(sent) ? null : `${relay.id}: other instants were stored`;
}
