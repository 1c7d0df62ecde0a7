import type { Registry } from 'prom-client';
import { createInProcessBus } from '../adapters/live/live-bus.ts';
import { LiveHub } from '../adapters/live/live-hub.ts';
import { LIVE_LIMITS } from '../adapters/live/live-limits.ts';
import type { LiveLog } from '../adapters/live/live-log.ts';
import { createLiveMetrics } from '../adapters/live/live-metrics.ts';
import { createNatsBus } from '../adapters/live/nats-bus.ts';
import { openCoach } from '../adapters/live/open-coach.ts';
import type { Database } from '../adapters/postgres/database.ts';
import { createLiveStore } from '../adapters/postgres/stores/live-store.ts';
import { presentSession } from '../adapters/wire/api/present-session.ts';
import { AppError } from '../application/errors.ts';
import { closeIdleStreams } from '../application/live/close-idle-streams.ts';
import { closeLiveRecording, type SessionSummary } from '../application/live/close-live-recording.ts';
import type { StreamKey } from '../application/ports/live-store.ts';
import { loadCoaching } from '../application/live/load-coaching.ts';
import type { Stores } from '../application/ports/stores.ts';
import type { Verbs } from './create-verbs.ts';
import type { Platform } from './platform.ts';

export interface LiveDeps {
  readonly platform: Platform;
  readonly db: Database;
  readonly stores: Stores;
  readonly verbs: Pick<Verbs, 'authenticateToken' | 'readAthlete' | 'readSession' | 'storeLiveRecording'>;
  readonly natsUrl: string | null;
  readonly log: LiveLog;
  readonly metrics: Registry;
}

/** The live channel of this process: one hub for all its sockets, and the bus to the other processes' watchers. */
export async function createLive(deps: LiveDeps): Promise<LiveHub> {
  const { stores, verbs, log } = deps;
  const { clock, sha256Hex } = deps.platform;
  const liveStore = createLiveStore(deps.db);
  const close = closeLiveRecording({
    liveStore,
    storeLiveRecording: verbs.storeLiveRecording,
    readSummary: readSummary(verbs),
    sha256Hex,
    clock,
  });
  return new LiveHub({
    liveStore,
    authenticateToken: verbs.authenticateToken,
    openCoach: openCoach({ loadCoaching: loadCoaching({ stores }), clock }),
    closeLiveRecording: close,
    closeIdleStreams: closeIdleStreams({
      liveStore,
      closeLiveRecording: close,
      clock,
      onError: (error) => log.error({ err: error }, 'an idle live stream could not be closed'),
    }),
    bus: deps.natsUrl === null ? createInProcessBus() : await createNatsBus(deps.natsUrl, log),
    clock,
    limits: LIVE_LIMITS,
    log,
    metrics: createLiveMetrics(deps.metrics),
  });
}

/** What `GET /v1/sessions/{id}` answers, for the `ended` frame; null when the stream left nothing to judge. */
function readSummary(
  verbs: Pick<Verbs, 'readAthlete' | 'readSession'>,
): (key: StreamKey) => Promise<SessionSummary | null> {
  const read = async (athleteId: string, id: string): Promise<SessionSummary | null> => {
    try {
      const { locale } = await verbs.readAthlete({ athleteId });
      return { ...presentSession(await verbs.readSession({ athleteId, id }), locale) };
    } catch (error) {
      if (error instanceof AppError && error.location !== undefined) return read(athleteId, error.location);
      if (error instanceof AppError && error.code === 'not_found') return null;
      throw error;
    }
  };
  return ({ athleteId, sessionId }) => read(athleteId, sessionId);
}
