import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, remove } from '../../api/api-client.ts';
import type { Items, TemplateJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { PrescribedTargets } from '../me/prescribed-targets.tsx';
import { Of } from '../../components/of.tsx';
import { AssignTemplate } from './assign-template.tsx';
import { NewTemplate } from './new-template.tsx';
import { templateContent } from './template-content.ts';

/** A clinic's named prescriptions (R6): made once, given to many. */
export function Templates({ clinicId }: { clinicId: string }): JSX.Element {
  const t = words.value.clinicDesk.templates;
  const path = `/v1/clinics/${clinicId}/templates`;
  const templates = useResource(path, () => getJson<Items<TemplateJson>>(path));
  const [making, setMaking] = useState(false);
  const { reload } = templates;
  const items = templates.state === 'ready' ? templates.value.items : [];
  return (
    <section class="stack" aria-label={t.title}>
      {templates.state === 'loading' && <Loading heights={[120, 120]} />}
      {templates.state === 'failed' && <ProblemNotice problem={templates.problem} retry={templates.reload} />}
      {templates.state === 'ready' && items.length === 0 && !making && (
        <div class="notice">
          <h2>{t.none}</h2>
          <p>{t.noneHelp}</p>
        </div>
      )}
      <ul class="roster">
        {items.map((template) => (
          <TemplateRow key={template.id} clinicId={clinicId} template={template} onRemoved={reload} />
        ))}
      </ul>
      {making ? (
        <NewTemplate
          clinicId={clinicId}
          onClosed={() => {
            setMaking(false);
            reload();
          }}
        />
      ) : (
        <div>
          <button type="button" class="button" onClick={() => setMaking(true)}>
            {t.make}
          </button>
        </div>
      )}
    </section>
  );
}

function TemplateRow({
  clinicId,
  template,
  onRemoved,
}: {
  clinicId: string;
  template: TemplateJson;
  onRemoved: () => void;
}): JSX.Element {
  const t = words.value.clinicDesk.templates;
  const [assigning, setAssigning] = useState(false);
  const [removing, setRemoving] = useState(false);
  const action = useAction();
  const { id, name, reason } = template;
  const take = async (): Promise<void> => {
    await remove(`/v1/clinics/${clinicId}/templates/${id}`);
    onRemoved();
  };
  return (
    <li class="stack tight">
      <strong>{name}</strong>
      {reason !== null && <p class="soft">“{reason}”</p>}
      <PrescribedTargets prescription={templateContent(template)} />
      <div class="row">
        <button
          type="button"
          class="button"
          aria-expanded={assigning}
          onClick={() => setAssigning(!assigning)}
        >
          {t.assign}
          <Of name={name} />
        </button>
        {removing ? (
          <>
            <span>{t.removeQuestion}</span>
            <button type="button" class="button" disabled={action.busy} onClick={() => action.run(take)}>
              {t.remove}
            </button>
            <button type="button" class="button quiet" onClick={() => setRemoving(false)}>
              {t.keep}
            </button>
          </>
        ) : (
          <button type="button" class="button quiet" onClick={() => setRemoving(true)}>
            {t.remove}
            <Of name={name} />
          </button>
        )}
      </div>
      <ProblemNotice problem={action.problem} />
      {assigning && <AssignTemplate clinicId={clinicId} templateId={id} />}
    </li>
  );
}
