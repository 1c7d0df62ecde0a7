import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { sendJson } from '../../api/api-client.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { loadMe, me } from '../../shell/me.ts';
import { Invite } from './invite.tsx';
import { Members } from './members.tsx';
import { Roster } from './roster.tsx';
import './desk-screen.css';

/** What a clinic's people work with: who needs a word, who works here, whom to invite. */
export function DeskScreen(): JSX.Element {
  const t = words.value.people.desk;
  const person = me.value;
  useEffect(() => {
    if (person === null) void loadMe();
  }, []);
  if (person === null) return <Loading heights={[80, 300]} />;
  const clinics = new Map(person.clinics.map(({ id, name }) => [id, name]));
  const isOperator = person.user.roles.includes('operator');
  return (
    <div class="desk stack">
      <h1>{t.title}</h1>
      {clinics.size === 0 && !isOperator && <p>{t.none}</p>}
      {[...clinics].map(([id, name]) => {
        const roles = person.clinics.filter((each) => each.id === id).map(({ role }) => role);
        return (
          <section key={id} class="stack" aria-labelledby={`clinic-${id}`}>
            <h2 id={`clinic-${id}`}>{name}</h2>
            {roles.includes('coach') && <Roster clinicId={id} />}
            <Members clinicId={id} />
            {roles.includes('admin') && <Invite clinicId={id} />}
            <p class="soft small">
              {t.number}: <code>{id}</code>
            </p>
          </section>
        );
      })}
      {isOperator && <NewClinic />}
    </div>
  );
}

function NewClinic(): JSX.Element {
  const t = words.value.people.desk;
  const [name, setName] = useState('');
  const form = useForm(async () => {
    await sendJson('POST', '/v1/clinics', { name });
    setName('');
    await loadMe();
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
