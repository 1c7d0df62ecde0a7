/** Carries what happens on a stream to whoever watches it, in this process or another (L12). */
export interface LiveBus {
  /** `frame` is a coach frame as it goes over the wire. */
  publishCoach(athleteId: string, frame: string): void;
  /** Whether anybody may be watching the athlete: true where that can't be known. */
  isWatched(athleteId: string): boolean;
  /** Answers the function that ends the subscription. */
  watch(athleteId: string, onFrame: (frame: string) => void): () => void;
  /** Tells other processes that a stream has a new writer, so that the older one is closed at once (L4). */
  publishClaim(claim: StreamClaim): void;
  onClaim(listener: (claim: StreamClaim) => void): void;
  close(): Promise<void>;
}

export interface StreamClaim {
  readonly athleteId: string;
  readonly sessionId: string;
  readonly epoch: number;
}

type OnFrame = (frame: string) => void;

/** Watchers by athlete; the frame is passed on as the string that was sent. */
export class WatcherIndex {
  /** Never changed in place: who is told of a frame stays the same while it is told. Every stream is one, mostly the only one. */
  readonly #watchers = new Map<string, readonly OnFrame[]>();

  add(athleteId: string, onFrame: OnFrame): void {
    this.#watchers.set(athleteId, [...(this.#watchers.get(athleteId) ?? []), onFrame]);
  }

  /** True when it was the last watcher of the athlete. */
  remove(athleteId: string, onFrame: OnFrame): boolean {
    const watchers = this.#watchers.get(athleteId) ?? [];
    const others = watchers.filter((each) => each !== onFrame);
    if (others.length === watchers.length) return false;
    if (others.length > 0) this.#watchers.set(athleteId, others);
    else this.#watchers.delete(athleteId);
    return others.length === 0;
  }

  has(athleteId: string): boolean {
    return this.#watchers.has(athleteId);
  }

  tell(athleteId: string, frame: string): void {
    const watchers = this.#watchers.get(athleteId);
    if (watchers !== undefined) for (const onFrame of watchers) onFrame(frame);
  }
}

/** One process: what is published is delivered at once. */
export function createInProcessBus(): LiveBus {
  const watchers = new WatcherIndex();
  return {
    publishCoach: (athleteId, frame) => watchers.tell(athleteId, frame),
    isWatched: (athleteId) => watchers.has(athleteId),
    watch(athleteId, onFrame) {
      watchers.add(athleteId, onFrame);
      return () => void watchers.remove(athleteId, onFrame);
    },
    publishClaim: () => undefined,
    onClaim: () => undefined,
    close: () => Promise.resolve(),
  };
}
