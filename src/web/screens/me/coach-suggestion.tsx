import type { JSX } from 'preact';
import { remove } from '../../api/api-client.ts';
import type { CoachSuggestionJson } from '../../api/contract.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import type { MaxHeartRateDraft } from './max-heart-rate-form.tsx';

/** What a coach suggests: the athlete looks at what it changes and confirms, or says no (C6). */
export function CoachSuggestion({
  suggestion,
  onAsk,
  onDeclined,
}: {
  suggestion: CoachSuggestionJson;
  onAsk: (draft: MaxHeartRateDraft) => void;
  onDeclined: () => void;
}): JSX.Element {
  const t = words.value.clinicDesk.suggested;
  const action = useAction();
  const { id, author, bpm, validFrom, method, reason } = suggestion;
  const name = [author.name, author.clinic].filter((each) => each !== undefined && each !== '').join(', ');
  const decline = async (): Promise<void> => {
    await remove(`/v1/athlete/max-heart-rates/suggestions/${id}`);
    onDeclined();
  };
  return (
    <div class="notice">
      <p>
        {t.text({ name, bpm, date: fullDate(validFrom) })}
        {reason !== undefined && ` “${reason}”`}
      </p>
      <div class="row">
        <button
          type="button"
          class="button"
          onClick={() =>
            onAsk({
              bpm,
              source: 'confirmed',
              validFrom,
              suggestionId: id,
              ...(method === undefined ? {} : { method }),
            })
          }
        >
          {words.value.maxHeartRate.preview}
        </button>
        <button type="button" class="button quiet" disabled={action.busy} onClick={() => action.run(decline)}>
          {t.decline}
        </button>
      </div>
      <ProblemNotice problem={action.problem} />
    </div>
  );
}
