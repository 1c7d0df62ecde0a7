import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { locale } from '../language/language.ts';
import { ApiProblem } from './api-client.ts';

export type Resource<T> = (
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
) & {
  /** Asks again, also while the first answer is still out: that one may be older than what was just changed. */
  readonly reload: () => void;
};

/** Last answers by key: a screen seen before is there at once and refreshes in place, so nothing jumps. */
const seen = new Map<string, unknown>();

/** How often results have changed. */
const changes = signal(0);

/** Forgets every remembered answer, and asks again for those on the screen: after whatever changes results. */
export function forgetAnswers(): void {
  seen.clear();
  changes.value++;
}

/** What was open and is refused now is not shown from memory, nor is what else was open then. */
const isRefusal = ({ status }: ApiProblem): boolean => status === 403;

/**
 * Loads when `key` or the language changes; `load` must depend on nothing else. Asks again when `occasion` changes, and shows
 * the former answer meanwhile.
 */
export function useResource<T>(key: string, load: () => Promise<T>, occasion = ''): Resource<T> {
  const fullKey = `${locale.value} ${key}`;
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{ key: string; value?: T; problem?: ApiProblem } | null>(null);
  useEffect(() => {
    let current = true;
    load().then(
      (value) => {
        seen.set(fullKey, value);
        if (current) setAnswer({ key: fullKey, value });
      },
      (error: unknown) => {
        const problem = asProblem(error);
        if (isRefusal(problem) && seen.delete(fullKey)) forgetAnswers();
        if (current) setAnswer({ key: fullKey, problem });
      },
    );
    return () => {
      current = false;
    };
  }, [fullKey, occasion, round, changes.value]);
  const reload = (): void => setRound((n) => n + 1);
  if (answer?.key === fullKey && answer.problem === undefined) {
    return { state: 'ready', value: answer.value as T, reload };
  }
  if (seen.has(fullKey)) return { state: 'ready', value: seen.get(fullKey) as T, reload };
  if (answer?.key === fullKey && answer.problem) return { state: 'failed', problem: answer.problem, reload };
  return { state: 'loading', reload };
}

export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem(0, 'page', '');
}
