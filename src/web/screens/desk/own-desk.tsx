import type { JSX } from 'preact';
import { getJson } from '../../api/api-client.ts';
import type { Items, VisibleAthleteJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { me } from '../../shell/me.ts';
import { hrefOf } from '../../shell/address.ts';
import { offerSubject } from '../consent/offer.ts';
import { AthleteDesk } from './athlete-desk.tsx';
import { deskSubject, OWN_DESK } from './desk-subject.ts';

/** The athletes who let the person see them through no clinic (C1), and the link by which another one does. */
export function OwnDesk({ athleteId, item }: { athleteId: string | null; item: string | null }): JSX.Element {
  if (athleteId !== null) {
    return <AthleteDesk key={athleteId} desk={OWN_DESK} athleteId={athleteId} item={item} />;
  }
  return <OwnAthletes />;
}

function OwnAthletes(): JSX.Element {
  const t = words.value.clinicDesk.own;
  const visible = useResource('visible', () => getJson<Items<VisibleAthleteJson>>('/v1/athletes'));
  const own = new Map(
    visible.state === 'ready'
      ? visible.value.items
          .filter(({ clinicId }) => clinicId === null)
          .map(({ athleteId, name }) => [athleteId, name])
      : [],
  );
  const user = me.value?.user;
  return (
    <section class="stack" aria-labelledby="own-athletes">
      <h2 id="own-athletes">{t.title}</h2>
      {visible.state === 'loading' && <Loading heights={[60]} />}
      {visible.state === 'failed' && <ProblemNotice problem={visible.problem} retry={visible.reload} />}
      {visible.state === 'ready' && own.size === 0 && <p class="soft">{t.none}</p>}
      <ul class="roster">
        {[...own].map(([athleteId, name]) => (
          <li key={athleteId}>
            <a class="roster-name" href={hrefOf('desk', deskSubject(OWN_DESK, 'athletes', athleteId))}>
              {name || words.value.clinicDesk.wall.unnamed}
            </a>
          </li>
        ))}
      </ul>
      {user !== undefined && <OfferLink id={user.id} />}
    </section>
  );
}

/** It lets nobody in: it asks an athlete who is. */
function OfferLink({ id }: { id: string }): JSX.Element {
  const t = words.value.clinicDesk.own;
  const link = new URL(hrefOf('consent', offerSubject({ to: 'coachUserId', id })), location.href).href;
  return (
    <div class="stack tight">
      <p>{t.linkText}</p>
      <p>
        <code>{link}</code>
      </p>
      <div>
        <CopyButton text={link} />
      </div>
      <p class="soft small">
        {t.number}: <code>{id}</code>
      </p>
    </div>
  );
}
