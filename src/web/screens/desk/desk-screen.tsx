import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { sendJson } from '../../api/api-client.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { askWho, loadMe, me } from '../../shell/me.ts';
import { hrefOf } from '../../shell/address.ts';
import { go } from '../../shell/route.ts';
import { ClinicDesk } from './clinic-desk.tsx';
import { deskSubject, OWN_DESK } from './desk-subject.ts';
import { DemoClinic } from './demo-clinic.tsx';
import { OwnDesk } from './own-desk.tsx';
import './desk-screen.css';

/** What a clinic's people work with. `subject`: a clinic, and which part of its desk (`deskSubject`). */
export function DeskScreen({ subject }: { subject: string | null }): JSX.Element {
  const t = words.value.people.desk;
  const person = me.value;
  useEffect(() => {
    if (person === null) void askWho();
  }, []);
  if (person === null) return <Loading heights={[80, 300]} />;
  const clinics = new Map(person.clinics.map(({ id, name }) => [id, name]));
  const isOperator = person.user.roles.includes('operator');
  const [wanted = '', part = null, athleteId = null, item = null] = subject?.split('/') ?? [];
  const isOwn = wanted === OWN_DESK || (clinics.size === 0 && !isOperator);
  const id = isOwn ? undefined : clinics.has(wanted) ? wanted : clinics.keys().next().value;
  const roles = person.clinics.filter((each) => each.id === id).map(({ role }) => role);
  return (
    <div class="desk stack">
      {id === undefined ? <h1>{t.title}</h1> : <h1>{clinics.get(id)}</h1>}
      {(clinics.size > 0 || isOperator) && (
        <nav class="row" aria-label={words.value.clinicDesk.clinics}>
          {[...clinics].map(([each, name]) => (
            <a
              key={each}
              class="quiet-link"
              href={hrefOf('desk', deskSubject(each))}
              aria-current={each === id ? 'page' : undefined}
            >
              {name}
            </a>
          ))}
          <a
            class="quiet-link"
            href={hrefOf('desk', deskSubject(OWN_DESK))}
            aria-current={isOwn ? 'page' : undefined}
          >
            {words.value.clinicDesk.own.tab}
          </a>
        </nav>
      )}
      {id !== undefined && (
        <ClinicDesk
          key={id}
          clinicId={id}
          name={clinics.get(id) ?? ''}
          roles={roles}
          part={part}
          athleteId={athleteId}
          item={item}
        />
      )}
      {isOwn && <OwnDesk athleteId={athleteId} item={item} />}
      {isOperator && !isOwn && (id === undefined || part === 'people') && (
        <>
          <NewClinic />
          <DemoClinic />
        </>
      )}
    </div>
  );
}

function NewClinic(): JSX.Element {
  const t = words.value.people.desk;
  const [name, setName] = useState('');
  const form = useForm(async () => {
    const { id } = await sendJson<{ id: string }>('POST', '/v1/clinics', { name });
    setName('');
    await loadMe();
    go('desk', deskSubject(id, 'people'));
  });
  return (
    <form class="stack" aria-labelledby="new-clinic" {...form.handlers}>
      <h2 id="new-clinic">{t.newClinic}</h2>
      <TextField label={t.clinicName} required maxLength={100} value={name} onValue={setName} />
      <ProblemNotice problem={form.problem} />
      <div>
        <button type="submit" class="button" disabled={form.busy}>
          {t.create}
        </button>
      </div>
    </form>
  );
}
