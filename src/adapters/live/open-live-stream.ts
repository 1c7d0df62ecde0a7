import pLimit from 'p-limit';
import type { CloseLiveRecording } from '../../application/live/close-live-recording.ts';
import { mergeBatches, type StoredStream } from '../../application/live/merge-batches.ts';
import type { LiveStore, StreamFacts, StreamKey } from '../../application/ports/live-store.ts';
import type { HelloFrame } from '../wire/live/live-frames.ts';
import { DeletedStream } from './deleted-stream.ts';
import type { LiveClockwork } from './live-clockwork.ts';
import type { LiveLimits } from './live-limits.ts';
import type { LiveShared } from './live-shared.ts';
import { OpenStream, type StreamService } from './open-stream.ts';
import type { StreamCoach } from './stream-coach.ts';
import type { StreamPeer } from './stream-peer.ts';
import type { StreamRegistry } from './stream-registry.ts';

export interface OpenCoachInput extends StreamKey {
  readonly hello: HelloFrame;
  /** What the first hello of the stream said of it, whatever this one says. */
  readonly facts: StreamFacts;
}

export interface OpenLiveStreamDeps {
  readonly live: LiveShared;
  readonly registry: StreamRegistry;
  readonly clockwork: Pick<LiveClockwork, 'due'>;
  readonly liveStore: LiveStore;
  readonly openCoach: (input: OpenCoachInput) => Promise<StreamCoach>;
  readonly closeLiveRecording: CloseLiveRecording;
}

export interface OpenStreamTerms {
  /** Where its source has others. */
  readonly limits?: LiveLimits;
  /** Called with what is committed, complete since the stream was claimed; never for a stream that was never written. */
  readonly onStored?: (stored: StoredStream) => void;
}

/** Claims and loads the stream (L4). Null when the peer was told why not. */
export type OpenLiveStream = (
  peer: StreamPeer,
  athleteId: string,
  hello: HelloFrame,
  terms?: OpenStreamTerms,
) => Promise<OpenStream | DeletedStream | null>;

export function openLiveStream(deps: OpenLiveStreamDeps): OpenLiveStream {
  const { live, registry, clockwork, liveStore } = deps;
  const opening = pLimit(live.limits.openingAtOnce);
  const isFull = (): boolean =>
    registry.streamCount >= live.limits.maxStreams ||
    opening.pendingCount >= live.limits.openingWaiting ||
    live.commit.pendingBytes > live.limits.overloadBytes;

  const service: StreamService = {
    due: (stream) => clockwork.due(stream),
    loadStored: (key) => loadStored(liveStore, key),
    closeRecording: deps.closeLiveRecording,
  };

  return async (peer, athleteId, hello, { limits = live.limits, onStored } = {}) => {
    if (isFull()) {
      peer.fail('overloaded', 'the server is full: try again later');
      return null;
    }
    const key: StreamKey = { athleteId, sessionId: hello.session.toLowerCase() };
    const stream = await opening(async () => {
      const claimed = await liveStore.claim(key, factsOf(hello), live.clock.nowMs());
      if (claimed.deleted) return null;
      const stored = claimed.known ? await loadStored(liveStore, key) : null;
      if (stored !== null) onStored?.(stored);
      const coach = await deps.openCoach({ ...key, hello, facts: claimed.facts });
      if (stored !== null) coach.replay(stored.items);
      return new OpenStream({
        live,
        limits,
        connection: peer,
        ...key,
        claimed,
        stored,
        coach,
        wallMs: hello.clock.wall,
        service,
      });
    });
    if (stream === null) return new DeletedStream(peer, live.clock);
    if (!registry.enter(stream, peer)) return null;
    live.bus.publishClaim({ ...key, epoch: stream.epoch });
    return stream;
  };
}

/** Everything that is committed of a stream. */
async function loadStored(liveStore: Pick<LiveStore, 'load'>, key: StreamKey): Promise<StoredStream> {
  const batches = await liveStore.load(key);
  return mergeBatches(batches.map((batch) => batch.payload));
}

function factsOf({ sport, device, intent, simulated }: HelloFrame) {
  return {
    sport: sport ?? null,
    deviceName: device?.name ?? null,
    deviceKind: device?.kind ?? null,
    intent: intent ?? null,
    timeScale: simulated?.timeScale ?? null,
  };
}
