export interface RepeatedWork {
  /** Looks at once for something to do, if it waits to; after what is under way, if it does not. Answers whether it waited. */
  wake(): boolean;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Does a piece of work again and again until it is stopped: at once after one that found something to do, `everyMs` later
 * after one that found nothing or failed; without `everyMs`, when it is woken. `signal` tells the work that it is being
 * stopped.
 */
export function repeatWork({
  work,
  everyMs,
  onError,
}: {
  readonly work: (signal: AbortSignal) => Promise<boolean>;
  readonly everyMs?: number;
  readonly onError: (error: unknown) => void;
}): RepeatedWork {
  const stopping = new AbortController();
  const { signal } = stopping;
  let wakes = 0;
  let endPause: (() => void) | null = null;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = everyMs === undefined ? undefined : setTimeout(() => endPause?.(), everyMs);
      endPause = () => {
        clearTimeout(timer);
        endPause = null;
        resolve();
      };
    });
  const repeat = async (): Promise<void> => {
    while (!signal.aborted) {
      const wakesBefore = wakes;
      const worked = await work(signal).catch((error: unknown) => {
        onError(error);
        return false;
      });
      if (!worked && wakes === wakesBefore) await pause();
    }
  };
  const wake = (): boolean => {
    wakes++;
    const waited = endPause !== null;
    endPause?.();
    return waited;
  };
  const ended = repeat();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      wake();
      await ended;
    },
  };
}
