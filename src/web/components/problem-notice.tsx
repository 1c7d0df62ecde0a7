import type { JSX } from 'preact';
import type { ApiProblem } from '../api/api-client.ts';
import { words } from '../language/language.ts';

/** What went wrong in the server's words, or ours when it could not be reached, and what to do next. */
export function ProblemNotice({
  problem,
  retry,
}: {
  problem: ApiProblem;
  retry?: (() => void) | undefined;
}): JSX.Element {
  const t = words.value.problem;
  const offline = problem.code === 'offline';
  return (
    <div class="notice" role="alert">
      <h3>{offline ? t.offlineTitle : t.title}</h3>
      <p>{offline ? t.offline : problem.message || t.unknown}</p>
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
