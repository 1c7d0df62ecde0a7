import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import { getJson, remove, sendJson } from '../../api/api-client.ts';
import type { Items, MaxHeartRatePreviewJson, ProposalJson } from '../../api/contract.ts';
import { forgetAnswers, useResource } from '../../api/resource.ts';
import { useAskedAgain } from '../../api/use-asked-again.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate } from '../../language/format.ts';
import { locale, words } from '../../language/language.ts';
import { loadAthlete } from '../../shell/athlete.ts';
import { PreviewWeeks } from '../../components/preview-weeks.tsx';
import { SUGGESTED_EVERY_MS } from './suggested-every-ms.ts';
import { prescriptionChanges } from './prescription-words.ts';

const PATH = '/v1/athlete/prescriptions';

/** What other systems ask for: nothing holds before the athlete says yes (D4). */
export function Proposals({ current }: { current: Prescription }): JSX.Element | null {
  const list = useAskedAgain(
    useResource('proposals', () => getJson<Items<ProposalJson>>(`${PATH}/proposals`)),
    SUGGESTED_EVERY_MS,
  );
  if (list.state !== 'ready' || list.value.items.length === 0) return null;
  return (
    <>
      {list.value.items.map((proposal) => (
        <Proposal key={proposal.id} proposal={proposal} current={current} onAnswered={list.reload} />
      ))}
    </>
  );
}

function Proposal({
  proposal,
  current,
  onAnswered,
}: {
  proposal: ProposalJson;
  current: Prescription;
  onAnswered: () => void;
}): JSX.Element {
  const t = words.value.prescription;
  const [preview, setPreview] = useState<MaxHeartRatePreviewJson | null>(null);
  const action = useAction();
  const { id, author, validFrom, reason, targets, unread } = proposal;
  const name = [author?.name, author?.clinic].filter((each) => each !== undefined && each !== '').join(', ');
  const body = { validFrom, ...(reason === null ? {} : { reason }), targets };
  const look = async (): Promise<void> => {
    setPreview(await sendJson('POST', `${PATH}/preview?locale=${locale.value}`, body));
  };
  const answer = async (isYes: boolean): Promise<void> => {
    if (!isYes) await remove(`${PATH}/proposals/${id}`);
    else {
      await sendJson('POST', PATH, { ...body, previewId: preview?.previewId, proposalId: id });
      forgetAnswers();
      await loadAthlete();
    }
    onAnswered();
  };
  return (
    <div class="notice stack" role="group" aria-labelledby={`proposal-${id}`}>
      <h3 id={`proposal-${id}`}>{t.proposal.title({ date: fullDate(validFrom) })}</h3>
      {name !== '' && <p>{t.proposal.by({ name })}</p>}
      {reason !== null && <p>“{reason}”</p>}
      <ul>
        {prescriptionChanges(current, { ...current, targets }).map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      {unread.length > 0 && (
        <div class="small">
          <p>{t.proposal.unread}</p>
          <ul>
            {unread.map(({ path, why }) => (
              <li key={path}>
                <code>{path}</code> {t.proposal.why[why]}
              </li>
            ))}
          </ul>
        </div>
      )}
      {preview !== null && <PreviewWeeks preview={preview} />}
      <ProblemNotice problem={action.problem} />
      <div class="row">
        <button
          type="button"
          class="button primary"
          disabled={action.busy}
          onClick={() => action.run(preview === null ? look : () => answer(true))}
        >
          {preview === null ? t.form.preview : t.proposal.yes}
        </button>
        <button
          type="button"
          class="button"
          disabled={action.busy}
          onClick={() => action.run(() => answer(false))}
        >
          {t.proposal.no}
        </button>
      </div>
    </div>
  );
}
