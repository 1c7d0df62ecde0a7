import type { Registry } from 'prom-client';
import { createInProcessBus, type LiveBus } from '../adapters/live/live-bus.ts';
import { createLiveChannel, type LiveChannel } from '../adapters/live/live-channel.ts';
import { LIVE_LIMITS } from '../adapters/live/live-limits.ts';
import type { LiveLog } from '../adapters/live/live-log.ts';
import { createLiveMetrics } from '../adapters/live/live-metrics.ts';
import { openCoach } from '../adapters/live/open-coach.ts';
import { closeIdleStreams } from '../application/live/close-idle-streams.ts';
import type { LiveStore } from '../application/ports/live-store.ts';
import { loadCoaching } from '../application/live/load-coaching.ts';
import type { Stores } from '../application/ports/stores.ts';
import type { Verbs } from '../application/verbs/all-verbs.ts';
import type { Platform } from '../application/verbs/verb-deps.ts';

export interface LiveDeps {
  readonly platform: Platform;
  readonly liveStore: LiveStore;
  readonly stores: Stores;
  readonly verbs: Pick<Verbs, 'authenticateToken' | 'closeLiveRecording'>;
  readonly natsUrl: string | null;
  readonly log: LiveLog;
  readonly metrics: Registry;
}

/** The live channel of this process, and the bus to the other processes' watchers. */
export async function createLive(deps: LiveDeps): Promise<LiveChannel> {
  const { stores, verbs, log } = deps;
  const { clock } = deps.platform;
  const { liveStore } = deps;
  return createLiveChannel({
    liveStore,
    authenticateToken: verbs.authenticateToken,
    authorities: deps.platform.authorities,
    openCoach: openCoach({ loadCoaching: loadCoaching({ stores }), clock }),
    closeLiveRecording: verbs.closeLiveRecording,
    closeIdleStreams: closeIdleStreams({
      liveStore,
      closeLiveRecording: verbs.closeLiveRecording,
      clock,
      onError: (error) => log.error({ err: error }, 'an idle live stream could not be closed'),
    }),
    bus: await openBus(deps.natsUrl, log),
    clock,
    limits: LIVE_LIMITS,
    log,
    metrics: createLiveMetrics(deps.metrics),
  });
}

/** What only some installations use is loaded where they use it. */
async function openBus(natsUrl: string | null, log: LiveLog): Promise<LiveBus> {
  if (natsUrl === null) return createInProcessBus();
  const { createNatsBus } = await import('../adapters/live/nats-bus.ts');
  return createNatsBus(natsUrl, log);
}
