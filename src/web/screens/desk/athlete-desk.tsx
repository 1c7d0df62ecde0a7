import type { JSX } from 'preact';
import { getJson } from '../../api/api-client.ts';
import type { Items, VisibleAthleteJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';
import { AthleteNotes } from './athlete-notes.tsx';
import { AthletePrescription } from './athlete-prescription.tsx';
import { AthleteWeek } from './athlete-week.tsx';
import { deskSubject } from './desk-subject.ts';
import { SuggestMax } from './suggest-max.tsx';

/** One athlete as a coach may see them: their week, what is prescribed, notes, and by which grant. */
export function AthleteDesk({ clinicId, athleteId }: { clinicId: string; athleteId: string }): JSX.Element {
  const t = words.value.clinicDesk.athlete;
  const visible = useResource('visible', () => getJson<Items<VisibleAthleteJson>>('/v1/athletes'));
  const back = <a href={hrefOf('desk', deskSubject(clinicId, 'athletes'))}>{t.back}</a>;
  if (visible.state === 'loading') return <Loading heights={[60, 300]} />;
  if (visible.state === 'failed') return <ProblemNotice problem={visible.problem} retry={visible.reload} />;
  const grant = visible.value.items.find(
    (each) => each.athleteId === athleteId && each.clinicId === clinicId,
  );
  if (grant === undefined) {
    return (
      <section class="stack">
        <p>{back}</p>
        <p class="notice">{t.noLonger}</p>
      </section>
    );
  }
  const { scopes, history, createdAt, expiresAt } = grant;
  const name = grant.name === '' ? words.value.clinicDesk.wall.unnamed : grant.name;
  const consent = words.value.people.consent;
  const terms = [
    consent.since({ date: fullDate(createdAt.slice(0, 10)) }),
    ...(history ? [consent.fromStart] : []),
    ...(expiresAt === null ? [] : [consent.until({ date: fullDate(expiresAt.slice(0, 10)) })]),
  ];
  const seesReport = scopes.includes('report');
  return (
    <section class="stack athlete-desk" aria-labelledby="desk-athlete">
      <p>{back}</p>
      <h2 id="desk-athlete">{name}</h2>
      <p class="soft small">
        {t.letsYou}: {scopes.map((scope) => t.scopes[scope]).join(' · ')}. {terms.join(' · ')}
      </p>
      {seesReport && <AthleteWeek athleteId={athleteId} name={grant.name} />}
      {(seesReport || scopes.includes('prescribe')) && (
        <>
          <AthletePrescription
            athleteId={athleteId}
            templates={
              scopes.includes('prescribe') ? hrefOf('desk', deskSubject(clinicId, 'templates')) : null
            }
          />
          <SuggestMax athleteId={athleteId} />
        </>
      )}
      <AthleteNotes athleteId={athleteId} name={name} />
    </section>
  );
}
