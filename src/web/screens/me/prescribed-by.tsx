import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isPrescribedByAnother, type Prescription } from '../../../domain/prescription/prescription.ts';
import { sendInWords, sendJson } from '../../api/api-client.ts';
import type { MaxHeartRatePreviewJson } from '../../api/contract.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { loadAthlete } from '../../shell/athlete.ts';
import { prescriberOf } from '../../components/prescriber-of.ts';
import { PreviewWeeks } from '../../components/preview-weeks.tsx';

/** Who prescribed it and why, and a way to say no after a look at what that changes (R6); nothing for one's own. */
export function PrescribedBy({ prescription }: { prescription: Prescription }): JSX.Element | null {
  const t = words.value.clinicDesk.decline;
  const [preview, setPreview] = useState<MaxHeartRatePreviewJson | null>(null);
  const [reason, setReason] = useState('');
  const action = useAction();
  if (!isPrescribedByAnother(prescription)) return null;
  const path = `/v1/athlete/prescriptions/${prescription.id}/decline`;
  const look = async (): Promise<void> => {
    setPreview(await sendInWords<MaxHeartRatePreviewJson>('POST', `${path}/preview`, undefined));
  };
  const decline = async (previewId: string): Promise<void> => {
    const why = reason.trim() === '' ? {} : { reason: reason.trim() };
    await sendJson('POST', path, { previewId, ...why });
    forgetAnswers();
    await loadAthlete();
  };
  return (
    <div class="notice">
      <p>
        {t.prescribed({ name: prescriberOf(prescription), date: fullDate(prescription.validFrom) })}
        {prescription.reason !== null && ` “${prescription.reason}”`}
      </p>
      {preview === null ? (
        <div>
          <button type="button" class="button" disabled={action.busy} onClick={() => action.run(look)}>
            {t.decline}
          </button>
        </div>
      ) : (
        <>
          <p>{t.whatChanges}</p>
          <PreviewWeeks preview={preview} />
          <TextField label={t.why} maxLength={1000} value={reason} onValue={setReason} />
          <div class="row">
            <button
              type="button"
              class="button primary"
              disabled={action.busy}
              onClick={() => action.run(() => decline(preview.previewId))}
            >
              {t.confirm}
            </button>
            <button type="button" class="button" onClick={() => setPreview(null)}>
              {t.keep}
            </button>
          </div>
        </>
      )}
      <ProblemNotice problem={action.problem} />
    </div>
  );
}
