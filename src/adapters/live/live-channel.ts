import type { CloseIdleStreams } from '../../application/live/close-idle-streams.ts';
import { LIVE_CLOSE } from '../wire/live/live-protocol.ts';
import { GroupCommit } from './group-commit.ts';
import { LiveClockwork, ticksPerPing } from './live-clockwork.ts';
import type { LiveShared } from './live-shared.ts';
import { openLiveStream, type OpenLiveStream, type OpenLiveStreamDeps } from './open-live-stream.ts';
import { StreamRegistry } from './stream-registry.ts';

export interface LiveChannelDeps
  extends Omit<LiveShared, 'commit'>, Omit<OpenLiveStreamDeps, 'live' | 'registry' | 'clockwork'> {
  readonly closeIdleStreams: CloseIdleStreams;
}

/** The live channel of one process. */
export interface LiveChannel {
  readonly live: LiveShared;
  readonly registry: StreamRegistry;
  readonly openStream: OpenLiveStream;
  /** False once the process is stopping. */
  readonly accepting: boolean;
  start(): void;
  /**
   * L11: nothing new is accepted, what was received is committed and acknowledged, then every socket is told. What a
   * full disk refuses is not waited for: it was not acknowledged, so its phone has it (Y3).
   */
  drain(): Promise<void>;
}

/** How long a peer has to answer the close before it is cut off. */
const CLOSE_HANDSHAKE_MS = 1_000;

export function createLiveChannel(deps: LiveChannelDeps): LiveChannel {
  const { clock, limits, log, metrics, bus, authorities, authenticateToken } = deps;
  const commit = new GroupCommit({
    store: deps.liveStore,
    clock,
    log,
    metrics,
    commitIntervalMs: limits.commitIntervalMs,
  });
  const live: LiveShared = { clock, limits, log, metrics, bus, commit, authorities, authenticateToken };
  const registry = new StreamRegistry(ticksPerPing(limits));
  const clockwork = new LiveClockwork({ live, registry, closeIdleStreams: deps.closeIdleStreams });
  let draining = false;

  bus.onClaim((claim) => registry.claimed(claim));
  metrics.follow({
    get streamCount() {
      return registry.streamCount;
    },
    get watcherCount() {
      return registry.watchers.size;
    },
    get pendingBytes() {
      return commit.pendingBytes;
    },
  });

  return {
    live,
    registry,
    openStream: openLiveStream({ ...deps, live, registry, clockwork }),
    get accepting() {
      return !draining;
    },
    start: () => clockwork.start(),
    async drain() {
      if (draining) return;
      draining = true;
      for (const connection of registry.connections.all()) connection.pauseReading(true);
      await withinMs(limits.drainTimeoutMs, commit.drained());
      commit.stop();
      const connections = registry.connections.all();
      for (const connection of connections) connection.close(LIVE_CLOSE.restart, 'service restart');
      for (const watcher of registry.watchers) watcher.close(LIVE_CLOSE.restart, 'service restart');
      clockwork.stop();
      await withinMs(CLOSE_HANDSHAKE_MS, Promise.all(connections.map((connection) => connection.closed())));
      for (const connection of connections) connection.terminate();
      await bus.close();
    },
  };
}

async function withinMs(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
