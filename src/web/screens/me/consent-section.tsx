import type { JSX } from 'preact';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/address.ts';
import { deviceToken } from '../../api/device-token.ts';
import { me } from '../../shell/me.ts';
import { deskSubject, OWN_DESK } from '../desk/desk-subject.ts';

/** The way to who can see the athlete; for the operator also to the desk. */
export function ConsentSection(): JSX.Element | null {
  const t = words.value.people;
  // A paired phone has no right to let anybody in.
  if (deviceToken() !== null) return null;
  const runsTheMachine = me.value?.user.roles.includes('operator') === true;
  return (
    <section class="card stack" aria-labelledby="consent">
      <h2 id="consent">{t.consent.title}</h2>
      <p class="soft">{t.consent.text}</p>
      <div class="row">
        <a class="button" href={hrefOf('consent')}>
          {t.consent.title}
        </a>
        {runsTheMachine && (
          <a class="button" href={hrefOf('desk')}>
            {t.desk.title}
          </a>
        )}
        <a class="button quiet" href={hrefOf('desk', deskSubject(OWN_DESK))}>
          {words.value.clinicDesk.own.title}
        </a>
      </div>
    </section>
  );
}
