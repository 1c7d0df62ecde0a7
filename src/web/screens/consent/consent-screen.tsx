import type { JSX } from 'preact';
import { getJson } from '../../api/api-client.ts';
import type { CoachNoteJson, GrantJson, Items } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { CoachNote } from '../../components/coach-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { ConnectedApplications } from '../applications/connected-applications.tsx';
import { AccessLog } from './access-log.tsx';
import { GrantRow } from './grant-row.tsx';
import { Links } from './links.tsx';
import { NewGrant } from './new-grant.tsx';
import { parseOffer } from './offer.ts';
import './consent-screen.css';

/** Who can see the athlete, and who has looked (C1, C2, C4). `subject` is what a clinic or a coach asks for (`offerSubject`). */
export function ConsentScreen({ subject }: { subject: string | null }): JSX.Element {
  const t = words.value.people.consent;
  const grants = useResource('grants', () => getJson<Items<GrantJson>>('/v1/grants'));
  const notes = useResource('notes', () => getJson<Items<CoachNoteJson>>('/v1/notes'));
  const { reload } = grants;
  const all = grants.state === 'ready' ? grants.value.items : [];
  const active = all.filter(({ state }) => state === 'active');
  const ended = all.filter(({ state }) => state !== 'active');
  const written = notes.state === 'ready' ? notes.value.items : [];
  return (
    <div class="consent stack">
      <h1>{t.title}</h1>
      <p class="lead">{t.text}</p>
      {grants.state === 'loading' && <Loading heights={[120]} />}
      {grants.state === 'failed' && <ProblemNotice problem={grants.problem} retry={grants.reload} />}
      {grants.state === 'ready' && active.length === 0 && <p>{t.none}</p>}
      <ul class="grants">
        {[...active, ...ended].map((grant) => (
          <GrantRow key={grant.id} grant={grant} onChange={reload} />
        ))}
      </ul>
      <NewGrant key={subject} offered={parseOffer(subject)} onGiven={reload} />
      <Links />
      <section class="stack" aria-labelledby="connected">
        <h2 id="connected">{words.value.applications.connected.title}</h2>
        <ConnectedApplications />
      </section>
      {written.length > 0 && (
        <section class="stack" aria-labelledby="notes">
          <h2 id="notes">{t.notesTitle}</h2>
          <ul class="looks">
            {written.map((note) => (
              <li key={note.id}>
                <CoachNote note={note} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <AccessLog />
    </div>
  );
}
