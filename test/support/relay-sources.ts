import type { Relay, Speech } from '../../src/adapters/wire/relays/relay.ts';
import { RELAYS } from '../../src/adapters/wire/relays/relays.ts';
import { mergeBatches } from '../../src/application/live/merge-batches.ts';
import type { Service } from '../../src/compose/open-service.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/domain/units.ts';

export interface RelayedBeat {
  readonly atMs: number;
  readonly bpm: number;
}

/** What is wrong with the clock of a source (N4); `none`: its dialect tells no time. */
type SourceClockFault = 'right' | 'ahead' | 'local' | 'absurd' | 'none';

/** An app with its clock, and what it sends. */
export interface RelaySource {
  readonly relay: Relay & { readonly speech: Speech };
  readonly clock: SourceClockFault;
  readonly sent: readonly RelayedBeat[];
  /** What it says of each of them. */
  readonly messages: readonly string[];
}

/** By how much a clock is ahead of ours; an absurd one was never set. */
const AHEAD_MS: Readonly<Record<SourceClockFault, number>> = {
  right: 0,
  ahead: 2 * HOUR_MS,
  local: -5 * HOUR_MS,
  absurd: -20 * 365 * DAY_MS,
  none: 0,
};
/** How ISO times of the dialects end. */
const OFFSET = /(?:Z|\+00:00)(?=")/;

/** Every app that the simulator speaks as. */
export const SPEAKING = RELAYS.flatMap((relay) =>
  relay.speech === null ? [] : [{ ...relay, speech: relay.speech }],
);

/** Every dialect with every clock that it can tell, each with as many beats of the last minutes, one a second. */
export function relaySources(beats: number): RelaySource[] {
  const startMs = Math.floor(Date.now() / SECOND_MS) * SECOND_MS - 2 * MINUTE_MS;
  return SPEAKING.flatMap((relay) => {
    const clocks: SourceClockFault[] = relay.speech.tellsTime ? ['right', 'ahead', 'absurd'] : ['none'];
    if (OFFSET.test(relay.speech.say([{ bpm: 72, atMs: startMs, rrMs: [], index: 0 }]))) clocks.push('local');
    return clocks.map((clock) => {
      const sent = Array.from({ length: beats }, (_, n) => ({
        atMs: startMs + n * SECOND_MS,
        bpm: 110 + n,
      }));
      const messages = sent.map(({ atMs, bpm }, index) => {
        const rrMs = [Math.round(MINUTE_MS / bpm)];
        const said = relay.speech.say([{ bpm, atMs: atMs + AHEAD_MS[clock], rrMs, index }]);
        return clock === 'local' ? said.replace(OFFSET, '') : said;
      });
      return { relay, clock, sent, messages };
    });
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

/**
 * How often each bpm of a source without times was told: whoever tells it again tells another beat (N4). What broke off
 * without an answer was told or not, so that there are two counts.
 */
export class Arrivals {
  readonly atLeast = new Map<number, number>();
  readonly atMost = new Map<number, number>();

  /** It was sent; whether it came is not known. */
  sent(bpm: number): void {
    this.atMost.set(bpm, (this.atMost.get(bpm) ?? 0) + 1);
  }

  /** What was sent came. */
  came(bpm: number): void {
    this.atLeast.set(bpm, (this.atLeast.get(bpm) ?? 0) + 1);
  }

  /** This much has come by now: nothing of it may be lost any more. */
  haveCome(beats: readonly RelayedBeat[]): void {
    this.atLeast.clear();
    for (const { bpm } of beats) this.came(bpm);
  }
}

/**
 * What was stored of a source is what it sent (N4). A dialect with times: each beat once, by its clock where that is right,
 * else by ours. One without: each beat as often as it came.
 */
export function faultOf(
  { relay, clock, sent }: RelaySource,
  stored: readonly RelayedBeat[],
  { atLeast, atMost }: Pick<Arrivals, 'atLeast' | 'atMost'>,
): string | null {
  const source = `${relay.id}, clock ${clock}`;
  const bpmsOf = (beats: readonly RelayedBeat[]): string =>
    beats
      .map(({ bpm }) => bpm)
      .sort((x, y) => x - y)
      .join(' ');
  if (clock === 'none') {
    const counts = new Map([...atMost.keys()].map((bpm) => [bpm, 0]));
    for (const { bpm } of stored) counts.set(bpm, (counts.get(bpm) ?? 0) + 1);
    const wrong = [...counts].filter(([bpm, count]) => {
      return count < (atLeast.get(bpm) ?? 0) || count > (atMost.get(bpm) ?? 0);
    });
    if (wrong.length > 0)
      return `${source}: of ${JSON.stringify([...atMost])} stored ${JSON.stringify(wrong)}`;
  } else if (bpmsOf(stored) !== bpmsOf(sent)) {
    return `${source}: sent ${bpmsOf(sent)}, stored ${bpmsOf(stored)}`;
  }
  if (clock === 'right') {
    return JSON.stringify(stored) === JSON.stringify(sent) ? null : `${source}: other instants were stored`;
  }
  const [{ atMs: firstMs }] = sent as [RelayedBeat];
  const astray = stored.some(({ atMs }) => atMs < firstMs || atMs > Date.now());
  return astray ? `${source}: a beat is before it was sent, or in the future` : null;
}
