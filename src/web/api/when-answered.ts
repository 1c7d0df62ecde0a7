import { effect, signal } from '@preact/signals';

/** How many requests have no answer yet. */
const unanswered = signal(0);
/** From an answer to what a screen asks next, because of it. */
const PAUSE_MS = 300;

/** Counts a request until its answer is there, or fails to come. */
export async function counted<T>(answer: Promise<T>): Promise<T> {
  unanswered.value = unanswered.peek() + 1;
  try {
    return await answer;
  } finally {
    unanswered.value = unanswered.peek() - 1;
  }
}

/** Resolves once all that was asked is answered and nothing more is asked because of it. */
export function whenAnswered(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (unanswered.value > 0) return undefined;
      const timer = setTimeout(() => {
        stop();
        resolve();
      }, PAUSE_MS);
      return () => clearTimeout(timer);
    });
  });
}
