import type { JSX } from 'preact';
import { getJson, remove, sendJson } from '../../api/api-client.ts';
import type { DemoClinicJson } from '../../api/contract.ts';
import { forgetAnswers, useResource } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { locale, words } from '../../language/language.ts';
import { loadMe } from '../../shell/me.ts';
import { go } from '../../shell/route.ts';
import { deskSubject } from './desk-subject.ts';

/** A clinic to look around in: one click here, one click away again. For the operator. */
export function DemoClinic(): JSX.Element | null {
  const t = words.value.clinicDesk.demo;
  const demo = useResource('demo-clinic', () => getJson<DemoClinicJson>('/v1/demo-clinic'));
  const action = useAction();
  if (demo.state === 'loading') return null;
  if (demo.state === 'failed') return <ProblemNotice problem={demo.problem} retry={demo.reload} />;
  const isThere = demo.value.clinicId !== null;
  const make = async (): Promise<void> => {
    const body = { locale: locale.value };
    const { clinicId } = await sendJson<DemoClinicJson>('POST', '/v1/demo-clinic', body);
    await loadMe();
    forgetAnswers();
    if (clinicId !== null) go('desk', deskSubject(clinicId, 'athletes'));
  };
  const takeAway = async (): Promise<void> => {
    await remove('/v1/demo-clinic');
    await loadMe();
    forgetAnswers();
    go('desk');
  };
  return (
    <section class="stack demo" aria-labelledby="demo-clinic">
      <h2 id="demo-clinic">{t.title}</h2>
      <p class="soft">{t.text}</p>
      {action.busy && !isThere && (
        <div role="status">
          <progress aria-label={t.making} />
          <p>{t.making}</p>
        </div>
      )}
      <div>
        <button
          type="button"
          class="button"
          disabled={action.busy}
          onClick={() => action.run(isThere ? takeAway : make)}
        >
          {isThere ? t.remove : t.make}
        </button>
      </div>
      <ProblemNotice problem={action.problem} />
    </section>
  );
}
