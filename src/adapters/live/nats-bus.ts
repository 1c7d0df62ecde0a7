import { connect, type Subscription } from '@nats-io/transport-node';
import { StartupError } from '../../application/startup-error.ts';
import { whyUnreachable } from '../../application/why-unreachable.ts';
import { type LiveBus, type StreamClaim, WatcherIndex } from './live-bus.ts';
import type { LiveLog } from './live-log.ts';

const CLAIMS = 'zone-coach.live.claim';
const RECONNECT_WAIT_MS = 500;
const REASONS = {
  AuthorizationError: 'it refuses the user or the password',
  TimeoutError: 'it does not answer',
};

/**
 * Watching across processes. NATS delivers a subject only where somebody subscribed to it, so a process gets the frames
 * of the athletes that are watched there and of no others. Nothing durable rests on it: what is lost is a second of watching.
 * Once connected, it reconnects for ever.
 *
 * @throws StartupError when the broker cannot be used at the start, which is more likely a wrong address than an outage.
 */
export async function createNatsBus(url: string, log: LiveLog): Promise<LiveBus> {
  const connection = await connect({
    servers: url,
    name: 'zone-coach',
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_WAIT_MS,
  }).catch((error: unknown) => {
    const reason = whyUnreachable(error, REASONS);
    throw new StartupError(`The NATS server cannot be used: ${reason}. Check NATS_URL.`, { cause: error });
  });
  const watchers = new WatcherIndex();
  const subscriptions = new Map<string, Subscription>();
  const claimListeners: ((claim: StreamClaim) => void)[] = [];
  connection.subscribe(CLAIMS, {
    callback: (error, message) => {
      if (error !== null) return;
      const claim = readClaim(message.string());
      if (claim !== null) for (const listener of claimListeners) listener(claim);
    },
  });

  const publish = (subject: string, payload: string): void => {
    try {
      connection.publish(subject, payload);
    } catch (error) {
      log.debug({ err: error }, 'not told to other processes');
    }
  };

  return {
    publishCoach: (athleteId, frame) => publish(subjectOf(athleteId), frame),
    isWatched: () => true,
    watch(athleteId, onFrame) {
      watchers.add(athleteId, onFrame);
      if (!subscriptions.has(athleteId)) {
        const subscription = connection.subscribe(subjectOf(athleteId), {
          callback: (error, message) => {
            if (error === null) watchers.tell(athleteId, message.string());
          },
        });
        subscriptions.set(athleteId, subscription);
      }
      return () => {
        if (!watchers.remove(athleteId, onFrame)) return;
        subscriptions.get(athleteId)?.unsubscribe();
        subscriptions.delete(athleteId);
      };
    },
    publishClaim: (claim) => publish(CLAIMS, JSON.stringify(claim)),
    onClaim: (listener) => void claimListeners.push(listener),
    close: () => connection.close(),
  };
}

/** Subjects are split at dots and may not hold spaces or wildcards: an id becomes one token. */
function subjectOf(athleteId: string): string {
  return `zone-coach.live.coach.${Buffer.from(athleteId).toString('base64url')}`;
}

/** The bus is shared with whoever can reach it: what it says is read like any input. */
function readClaim(text: string): StreamClaim | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    if (!('athleteId' in value) || !('sessionId' in value) || !('epoch' in value)) return null;
    const { athleteId, sessionId, epoch } = value;
    if (typeof athleteId !== 'string' || typeof sessionId !== 'string' || typeof epoch !== 'number')
      return null;
    return { athleteId, sessionId, epoch };
  } catch {
    return null;
  }
}
