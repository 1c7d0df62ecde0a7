import type { JSX } from 'preact';
import { isoWeekOf, parseIsoWeek } from '../../../domain/calendar/week.ts';
import { DEFAULT_PRESCRIPTION } from '../../../domain/prescription/default-prescription.ts';
import { GRANT_SCOPES } from '../../../domain/consent-scopes.ts';
import { getJson } from '../../api/api-client.ts';
import type { Items, VisibleAthleteJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { asPrescription, today } from '../../shell/athlete.ts';
import { hrefOf } from '../../shell/address.ts';
import { ShowAthlete, type ShownAthlete } from '../../shell/shown-athlete.ts';
import { OneSession } from '../session/one-session.tsx';
import { AthleteNotes } from './athlete-notes.tsx';
import { AthletePrescription, type PrescribedJson } from './athlete-prescription.tsx';
import { AthleteSessions } from './athlete-sessions.tsx';
import { AthleteWeek } from './athlete-week.tsx';
import { deskSubject, OWN_DESK } from './desk-subject.ts';
import { SuggestMax } from './suggest-max.tsx';

const ALL_SESSIONS = 'sessions';

/** One athlete as a coach may see them: their weeks and sessions, what is prescribed, notes, and by which grants. */
export function AthleteDesk({
  desk,
  athleteId,
  item,
}: {
  /** A clinic's id, or `OWN_DESK`. */
  desk: string;
  athleteId: string;
  /** What of the athlete is open: a week, a session by its id, all sessions; null for this week. */
  item: string | null;
}): JSX.Element {
  const t = words.value.clinicDesk.athlete;
  const visible = useResource('visible', () => getJson<Items<VisibleAthleteJson>>('/v1/athletes'));
  const back = (
    <p>
      <a href={hrefOf('desk', deskSubject(desk, 'athletes'))}>{t.back}</a>
    </p>
  );
  if (visible.state === 'loading') return <Loading heights={[60, 300]} />;
  if (visible.state === 'failed') return <ProblemNotice problem={visible.problem} retry={visible.reload} />;
  const grants = visible.value.items.filter(
    (each) => each.athleteId === athleteId && (each.clinicId ?? OWN_DESK) === desk,
  );
  if (grants.length === 0) {
    return (
      <section class="stack">
        {back}
        <p class="notice">{t.noLonger}</p>
      </section>
    );
  }
  return (
    <section class="stack athlete-desk" aria-labelledby="desk-athlete">
      {back}
      <h2 id="desk-athlete">{grants[0]!.name || words.value.clinicDesk.wall.unnamed}</h2>
      {grants.map((grant) => (
        <GrantTerms key={grant.grantId} grant={grant} />
      ))}
      <Granted desk={desk} grants={grants} item={item} />
    </section>
  );
}

/** What one grant opens, and until when. */
function GrantTerms({ grant }: { grant: VisibleAthleteJson }): JSX.Element {
  const t = words.value.clinicDesk.athlete;
  const consent = words.value.people.consent;
  const { clinicId, scopes, history, createdAt, expiresAt } = grant;
  const terms = [
    consent.since({ date: fullDate(createdAt.slice(0, 10)) }),
    ...(history ? [consent.fromStart] : []),
    ...(expiresAt === null ? [] : [consent.until({ date: fullDate(expiresAt.slice(0, 10)) })]),
  ];
  return (
    <p class="soft small">
      {clinicId === null ? t.letsYourself : t.letsYou}: {scopes.map((scope) => t.scopes[scope]).join(' · ')}
      <br />
      {terms.join(' · ')}
    </p>
  );
}

function Granted({
  desk,
  grants,
  item,
}: {
  desk: string;
  grants: readonly VisibleAthleteJson[];
  item: string | null;
}): JSX.Element {
  const { athleteId, name } = grants[0]!;
  const path = `/v1/athletes/${athleteId}`;
  const scopes = GRANT_SCOPES.filter((scope) => grants.some((each) => each.scopes.includes(scope)));
  const opens: ShownAthlete['opens'] = (scope) => scopes.includes(scope);
  const seesPrescription = opens('report') || opens('prescribe');
  const prescribed = useResource(`${path} ${seesPrescription} prescriptions`, () =>
    seesPrescription ? getJson<PrescribedJson>(`${path}/athlete/prescriptions`) : Promise.resolve(null),
  );
  const thisWeek = isoWeekOf(today());
  const week = item === null ? thisWeek : parseIsoWeek(item);
  // Nothing is drawn by another prescription than its own.
  if (prescribed.state === 'loading') return <Loading heights={[200, 150, 150, 150]} />;
  const known = prescribed.state === 'ready' ? (prescribed.value?.items ?? []).flatMap(asPrescription) : [];
  const shown: ShownAthlete = {
    name,
    path,
    opens,
    prescriptionById: (id) => known.find((each) => each.id === id) ?? DEFAULT_PRESCRIPTION,
    hrefOf: (screen, subject) =>
      hrefOf(
        'desk',
        deskSubject(desk, 'athletes', athleteId, subject ?? (screen === 'session' ? ALL_SESSIONS : thisWeek)),
      ),
  };
  return (
    <ShowAthlete value={shown}>
      {week === null ? (
        <>
          {opens('report') && (
            <p>
              <a href={shown.hrefOf('week')}>{words.value.clinicDesk.athlete.week}</a>
            </p>
          )}
          {item === ALL_SESSIONS ? <AthleteSessions /> : <OneSession key={item} id={item!} />}
        </>
      ) : (
        <>
          {opens('report') && <AthleteWeek week={week} />}
          {opens('sessions') && !opens('report') && <AthleteSessions />}
          {seesPrescription && (
            <>
              <AthletePrescription
                answer={prescribed}
                templates={
                  opens('prescribe') && desk !== OWN_DESK
                    ? hrefOf('desk', deskSubject(desk, 'templates'))
                    : null
                }
              />
              <SuggestMax athleteId={athleteId} />
            </>
          )}
          <AthleteNotes athleteId={athleteId} name={name} week={week} />
        </>
      )}
    </ShowAthlete>
  );
}
