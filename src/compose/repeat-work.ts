import { setTimeout } from 'node:timers/promises';

export interface RepeatedWork {
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Does a piece of work again and again until it is stopped: at once after one that found something to do, `everyMs` later
 * after one that found nothing or failed. `signal` tells the work that it is being stopped.
 */
export function repeatWork(options: {
  readonly work: (signal: AbortSignal) => Promise<boolean>;
  readonly everyMs: number;
  readonly onError: (error: unknown) => void;
}): RepeatedWork {
  const stopping = new AbortController();
  const { signal } = stopping;
  const repeat = async (): Promise<void> => {
    while (!signal.aborted) {
      const worked = await options.work(signal).catch((error: unknown) => {
        options.onError(error);
        return false;
      });
      if (!worked) await setTimeout(options.everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const ended = repeat();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
