import type { JSX } from 'preact';
import { FORMULA_MARGIN_BPM } from '../../../domain/max-heart-rate/formulas.ts';
import { getJson } from '../../api/api-client.ts';
import type { Items, MaxHeartRateSuggestionJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { useAskedAgain } from '../../api/use-asked-again.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { longDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { EXAMPLE_METHOD } from '../../live/simulation-max.ts';
import { maxHeartRateInForce, maxHeartRates, today } from '../../shell/athlete.ts';
import { SUGGESTED_EVERY_MS } from './suggested-every-ms.ts';
import { CoachSuggestion } from './coach-suggestion.tsx';
import { DatedHeartRates, useDatedHeartRate } from './dated-heart-rate.tsx';
import { MaxHeartRateForm, type MaxHeartRateDraft } from './max-heart-rate-form.tsx';
import { PreviewWeeks } from '../../components/preview-weeks.tsx';

const PATH = '/v1/athlete/max-heart-rates';
/** A measured or typed value is good to about this much. */
const MARGIN_BPM = 5;

/** The one number that everything rests on: dated, with its uncertainty, changed only after a look at what changes (M3). */
export function MaxHeartRateSection(): JSX.Element {
  const t = words.value.maxHeartRate;
  const inForce = maxHeartRateInForce();
  const { asked, action, ask, confirm, withdraw } = useDatedHeartRate<MaxHeartRateDraft>(PATH);
  return (
    <section class="card wide stack" aria-labelledby="max-heart-rate">
      <h2 id="max-heart-rate">{t.title}</h2>
      {inForce === null ? (
        <p>{t.none}</p>
      ) : (
        <div class="max-now">
          <p class="numeral">{inForce.bpm}</p>
          <p>
            {t.plusMinus({ bpm: inForce.source === 'formula' ? FORMULA_MARGIN_BPM : MARGIN_BPM })}
            <span class="soft">
              {' '}
              · {inForce.method === EXAMPLE_METHOD ? t.example : words.value.sources[inForce.source]}
            </span>
          </p>
        </div>
      )}
      {inForce?.source === 'formula' && inForce.method !== EXAMPLE_METHOD && (
        <p class="soft">{t.measurePlease}</p>
      )}
      {asked === null ? (
        <>
          <Suggestion onAsk={ask} />
          <MaxHeartRateForm busy={action.busy} onAsk={ask} />
        </>
      ) : (
        <div class="stack">
          <h3>{t.previewTitle({ bpm: asked.draft.bpm })}</h3>
          <PreviewWeeks preview={asked.preview} />
          <div class="row">
            <button type="button" class="button primary" disabled={action.busy} onClick={confirm}>
              {t.confirm}
            </button>
            <button type="button" class="button" onClick={withdraw}>
              {t.cancel}
            </button>
          </div>
        </div>
      )}
      <ProblemNotice problem={action.problem} />
      <DatedHeartRates path={PATH} rates={maxHeartRates.value ?? []} />
    </section>
  );
}

/** A heart that beat higher than the maximum says so (M4), and a coach may (C6): neither is believed by itself. */
function Suggestion({ onAsk }: { onAsk: (draft: MaxHeartRateDraft) => void }): JSX.Element | null {
  const seen = useAskedAgain(
    useResource('max heart rate suggestions', () =>
      getJson<Items<MaxHeartRateSuggestionJson>>(`${PATH}/suggestions`),
    ),
    SUGGESTED_EVERY_MS,
  );
  if (seen.state !== 'ready') return null;
  const highest = seen.value.items.find((each) => 'observedBpm' in each);
  const suggested = seen.value.items.flatMap((each) => ('author' in each ? [each] : []));
  return (
    <>
      {suggested.map((each) => (
        <CoachSuggestion key={each.id} suggestion={each} onAsk={onAsk} onDeclined={seen.reload} />
      ))}
      {highest !== undefined && <Observed highest={highest} onAsk={onAsk} />}
    </>
  );
}

function Observed({
  highest,
  onAsk,
}: {
  highest: Extract<MaxHeartRateSuggestionJson, { observedBpm: number }>;
  onAsk: (draft: MaxHeartRateDraft) => void;
}): JSX.Element {
  const t = words.value.maxHeartRate;
  return (
    <div class="notice">
      <p>{t.observed({ bpm: highest.observedBpm, date: longDate(highest.localDate) })}</p>
      <div>
        <button
          type="button"
          class="button"
          onClick={() => onAsk({ bpm: highest.bpm, source: 'confirmed', validFrom: today() })}
        >
          {t.considerObserved({ bpm: highest.bpm })}
        </button>
      </div>
    </div>
  );
}
