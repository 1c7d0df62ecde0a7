import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { remove, sendInWords, sendJson } from '../../api/api-client.ts';
import type {
  MaxHeartRateJson,
  MaxHeartRatePreviewJson,
  ThresholdHeartRateJson,
} from '../../api/contract.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { loadAthlete } from '../../shell/athlete.ts';

/** Where dated heart rates that bands rest on are kept (P2). */
type DatedHeartRatePath = '/v1/athlete/max-heart-rates' | '/v1/athlete/threshold-heart-rates';

interface DatedHeartRateDraft<Draft> {
  /** What was asked about, with what it would change; null before. */
  readonly asked: { readonly draft: Draft; readonly preview: MaxHeartRatePreviewJson } | null;
  readonly action: ReturnType<typeof useAction>;
  readonly ask: (draft: Draft) => void;
  /** Saves what was asked about. */
  readonly confirm: () => void;
  readonly withdraw: () => void;
}

/** A dated heart rate is saved only after a look at what it changes (M3, P5). */
export function useDatedHeartRate<Draft extends object>(
  path: DatedHeartRatePath,
  onSaved: () => void = () => undefined,
): DatedHeartRateDraft<Draft> {
  const [asked, setAsked] = useState<DatedHeartRateDraft<Draft>['asked']>(null);
  const action = useAction();
  return {
    asked,
    action,
    ask: (draft) =>
      action.run(async () => {
        const preview = await sendInWords<MaxHeartRatePreviewJson>('POST', `${path}/preview`, draft);
        setAsked({ draft, preview });
      }),
    confirm: () =>
      action.run(async () => {
        if (asked === null) return;
        await sendJson('POST', path, { ...asked.draft, previewId: asked.preview.previewId });
        setAsked(null);
        onSaved();
        forgetAnswers();
        await loadAthlete();
      }),
    withdraw: () => setAsked(null),
  };
}

/** All dated values, each with its undo. */
export function DatedHeartRates({
  path,
  rates,
}: {
  path: DatedHeartRatePath;
  rates: readonly Pick<MaxHeartRateJson | ThresholdHeartRateJson, 'id' | 'bpm' | 'source' | 'validFrom'>[];
}): JSX.Element | null {
  const t = words.value.maxHeartRate;
  const action = useAction();
  if (rates.length === 0) return null;
  const undo = async (id: string): Promise<void> => {
    await remove(`${path}/${id}`);
    forgetAnswers();
    await loadAthlete();
  };
  return (
    <details>
      <summary>{t.history({ n: rates.length })}</summary>
      <ul class="plain-list">
        {rates.map(({ id, bpm, source, validFrom }) => (
          <li key={id} class="row">
            <strong>{bpm}</strong>
            <span>{t.since({ date: fullDate(validFrom) })}</span>
            <span class="soft">{words.value.sources[source]}</span>
            <button
              type="button"
              class="button quiet"
              disabled={action.busy}
              aria-label={t.undoValue({ bpm })}
              onClick={() => action.run(() => undo(id))}
            >
              {words.value.upload.undo}
            </button>
          </li>
        ))}
      </ul>
      <ProblemNotice problem={action.problem} />
    </details>
  );
}
