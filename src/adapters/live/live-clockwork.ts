import type { CloseIdleStreams } from '../../application/live/close-idle-streams.ts';
import type { LiveLimits } from './live-limits.ts';
import type { LiveShared } from './live-shared.ts';
import type { OpenStream } from './open-stream.ts';
import type { StreamRegistry } from './stream-registry.ts';

const TICK_MS = 250;
const TICKS_PER_SECOND = 4;
/** A coach frame waits this long for the database to commit what it leaves with the acknowledgement of. */
const COACH_WAITS_MS = 500;
/** A tick that comes this much later than the one before says that the process is behind. */
const LATE_TICK_MS = 2 * TICK_MS;

export interface LiveClockworkDeps {
  readonly live: Pick<LiveShared, 'clock' | 'limits' | 'log' | 'commit'>;
  readonly registry: StreamRegistry;
  readonly closeIdleStreams: CloseIdleStreams;
}

/** Each connection is pinged on one of so many ticks. */
export function ticksPerPing({ pingIntervalMs }: Pick<LiveLimits, 'pingIntervalMs'>): number {
  return Math.max(1, Math.round(pingIntervalMs / TICK_MS));
}

/** The one timer of all live streams of a process: what waits for time and not for a frame or a commit. */
export class LiveClockwork {
  readonly #deps: LiveClockworkDeps;
  readonly #ticksPerJanitor: number;
  #due = new Set<OpenStream>();
  #timer: NodeJS.Timeout | null = null;
  #ticks = 0;
  #tickMs = -Infinity;

  constructor(deps: LiveClockworkDeps) {
    this.#deps = deps;
    this.#ticksPerJanitor = Math.round(deps.live.limits.janitorIntervalMs / TICK_MS);
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** The stream has something to be sent or done within the second, for which no commit will wake it. */
  due(stream: OpenStream): void {
    this.#due.add(stream);
  }

  #tick(): void {
    const { live, registry } = this.#deps;
    const nowMs = live.clock.nowMs();
    for (const connection of registry.greeting) connection.checkGreeting(nowMs);
    const due = this.#due;
    this.#due = new Set();
    const commitIsSlow = !this.#isLate() && live.commit.databaseMs > COACH_WAITS_MS;
    for (const stream of due) if (stream.tick(nowMs, commitIsSlow)) this.#due.add(stream);
    if (commitIsSlow) for (const stream of registry.streams()) stream.tick(nowMs, commitIsSlow);
    this.#ticks++;
    if (this.#ticks % TICKS_PER_SECOND === 0) {
      for (const stream of registry.streams()) stream.tickStale(nowMs);
    }
    for (const connection of registry.connections.on(this.#ticks)) connection.ping();
    if (this.#ticks % this.#ticksPerJanitor === 0) void this.#closeIdle();
  }

  /**
   * Whether the process is behind: then a frame to every stream by itself, in one turn, would put it further behind, and
   * the database has perhaps answered long ago.
   */
  #isLate(): boolean {
    const nowMs = performance.now();
    const sinceMs = nowMs - this.#tickMs;
    this.#tickMs = nowMs;
    return sinceMs > LATE_TICK_MS;
  }

  async #closeIdle(): Promise<void> {
    const { live, closeIdleStreams } = this.#deps;
    try {
      const closed = await closeIdleStreams();
      if (closed > 0) live.log.info({ closed }, 'idle live streams closed');
    } catch (error) {
      live.log.warn({ err: error }, 'idle live streams could not be listed');
    }
  }
}
