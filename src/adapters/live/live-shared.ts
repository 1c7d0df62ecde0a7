import type { Authorities } from '../../application/authority/authorities.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { GroupCommit } from './group-commit.ts';
import type { LiveBus } from './live-bus.ts';
import type { LiveCaller } from './live-caller.ts';
import type { LiveLimits } from './live-limits.ts';
import type { LiveLog } from './live-log.ts';
import type { LiveMetrics } from './live-metrics.ts';

/** What the sockets, streams and screens of one process share; each is given the part that it uses. */
export interface LiveShared {
  readonly clock: Clock;
  readonly limits: LiveLimits;
  readonly log: LiveLog;
  readonly metrics: LiveMetrics;
  readonly bus: LiveBus;
  readonly commit: GroupCommit;
  readonly authorities: Pick<Authorities, 'hold'>;
  readonly authenticateToken: (input: { token: string }) => Promise<LiveCaller | null>;
}
