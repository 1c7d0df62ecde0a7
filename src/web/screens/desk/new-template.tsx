import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { PRESETS } from '../../../domain/prescription/presets.ts';
import type { PrescriptionContent } from '../../../domain/prescription/prescription.ts';
import { validatePrescription } from '../../../domain/prescription/validate-prescription.ts';
import { sendJson } from '../../api/api-client.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { ContentFields } from '../me/content-fields.tsx';
import { focusFirstFault } from '../me/focus-first-fault.ts';

/** A named prescription, from a preset and then by hand. */
export function NewTemplate({ clinicId, onClosed }: { clinicId: string; onClosed: () => void }): JSX.Element {
  const t = words.value.clinicDesk.templates;
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const { bands, targets, ceiling } = PRESETS[0]!;
  const [content, setContent] = useState<PrescriptionContent>({ bands, targets, ceiling });
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const action = useAction();
  const save = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (form.current?.reportValidity() === false) return;
    if (validatePrescription(content).length > 0) {
      focusFirstFault(form.current);
      return;
    }
    action.run(async () => {
      const why = reason.trim() === '' ? {} : { reason: reason.trim() };
      await sendJson('POST', `/v1/clinics/${clinicId}/templates`, { name, ...why, prescription: content });
      onClosed();
    });
  };
  return (
    <form ref={form} class="stack language-editor" aria-label={t.make} noValidate onSubmit={save}>
      <h2>{t.make}</h2>
      <div class="form-grid">
        <TextField label={t.name} required maxLength={100} value={name} onValue={setName} />
        <TextField
          label={t.reason}
          maxLength={1000}
          placeholder={t.reasonExample}
          value={reason}
          onValue={setReason}
        />
      </div>
      <ContentFields content={content} tried={tried} origin={null} basis={null} onChange={setContent} />
      <ProblemNotice problem={action.problem} />
      <div class="row">
        <button type="submit" class="button primary" disabled={action.busy}>
          {t.save}
        </button>
        <button type="button" class="button" onClick={onClosed}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}
