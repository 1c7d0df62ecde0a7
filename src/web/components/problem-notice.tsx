import type { JSX } from 'preact';
import type { ApiProblem } from '../api/api-client.ts';
import { words } from '../language/language.ts';
import { problemText } from '../language/problem-text.ts';

/** What went wrong, and what to do next. Nothing while nothing did. */
export function ProblemNotice({
  problem,
  retry,
}: {
  problem: ApiProblem | null;
  retry?: (() => void) | undefined;
}): JSX.Element | null {
  if (problem === null) return null;
  const t = words.value.problem;
  return (
    <div class="notice" role="alert">
      {/* No heading: a fault may come under any. */}
      <strong class="notice-title">{problem.code === 'offline' ? t.offlineTitle : t.title}</strong>
      <p>{problemText(problem)}</p>
      {retry !== undefined && (
        <div>
          <button type="button" class="button" onClick={retry}>
            {t.retry}
          </button>
        </div>
      )}
    </div>
  );
}
