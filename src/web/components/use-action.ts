import { useState } from 'preact/hooks';
import type { ApiProblem } from '../api/api-client.ts';
import { asProblem } from '../api/resource.ts';

export interface Action {
  /** Under way: its button is disabled and says so. */
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  /** Runs the work; a refusal is kept until the next run. */
  readonly run: (work: () => Promise<unknown>) => void;
}

/** What a button or a form does: one thing at a time, with the refusal where it was asked for. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const run = (work: () => Promise<unknown>): void => {
    setBusy(true);
    setProblem(null);
    work()
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return { busy, problem, run };
}
