import { bandsText } from './server-frames.ts';
import type { StreamCoach } from './stream-coach.ts';
import type { StreamEvaluation } from './stream-evaluation.ts';
import type { LiveShared } from './live-shared.ts';
import type { StreamPeer } from './stream-peer.ts';

const COACH_INTERVAL_MS = 1_000;
/**
 * Share of the interval by which a coach frame may be early, so that it leaves with the acknowledgement of the item that
 * caused it: on average there is still at most one a second.
 */
const COACH_EARLY = 0.2;

export interface CoachFeedParts {
  readonly bus: LiveShared['bus'];
  readonly connection: Pick<StreamPeer, 'send' | 'isCoached'>;
  readonly athleteId: string;
  readonly evaluation: Pick<StreamEvaluation, 'behind' | 'coach'>;
  /** 1 for a real stream (L13). */
  readonly timeScale: number;
}

type Basis = Pick<StreamCoach, 'maxHeartRate' | 'bands'>;

/** What the screens of one stream are sent: at most one coach frame a second, and bands that have moved. */
export class CoachFeed {
  /** Something has changed since the last frame. */
  due = false;
  readonly #parts: CoachFeedParts;
  readonly #intervalMs: number;
  #nextMs = -Infinity;
  #sentBasis: Basis = { maxHeartRate: null, bands: [] };

  constructor(parts: CoachFeedParts) {
    this.#parts = parts;
    this.#intervalMs = COACH_INTERVAL_MS / parts.timeScale;
  }

  /** For the welcome: what moves from here on is sent. */
  basis(): Basis {
    const { maxHeartRate, bands } = this.#parts.evaluation.coach;
    this.#sentBasis = { maxHeartRate, bands };
    return this.#sentBasis;
  }

  /** The frame that is due now, published to watchers; null where none is, or nobody would hear it. */
  take(nowMs: number): string | null {
    const { bus, connection, athleteId, evaluation } = this.#parts;
    if (!this.due || evaluation.behind) return null;
    const earlyMs = this.#intervalMs * COACH_EARLY;
    if (nowMs < this.#nextMs - earlyMs) return null;
    this.due = false;
    this.#nextMs = Math.max(this.#nextMs, nowMs - earlyMs) + this.#intervalMs;
    if (!connection.isCoached && !bus.isWatched(athleteId)) {
      evaluation.coach.passOver(nowMs);
      return null;
    }
    const text = evaluation.coach.frameText(nowMs);
    this.sendMovedBands();
    bus.publishCoach(athleteId, text);
    return text;
  }

  /** Another max heart rate or prescription moves the bands: every screen gets them, before a frame that uses them. */
  sendMovedBands(): void {
    const { bus, connection, athleteId, evaluation } = this.#parts;
    const { maxHeartRate, bands } = evaluation.coach;
    if (bands === this.#sentBasis.bands) return;
    const before = bandsText(this.#sentBasis);
    this.#sentBasis = { maxHeartRate, bands };
    const text = bandsText(this.#sentBasis);
    if (text === before) return;
    connection.send(text);
    bus.publishCoach(athleteId, text);
  }
}
