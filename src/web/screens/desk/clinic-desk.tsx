import type { JSX } from 'preact';
import { getJson } from '../../api/api-client.ts';
import type { ClinicJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { words } from '../../language/language.ts';
import { me } from '../../shell/me.ts';
import { hrefOf } from '../../shell/address.ts';
import { AthleteDesk } from './athlete-desk.tsx';
import { DemandTwoFactor } from './demand-two-factor.tsx';
import { deskSubject, type DeskPart } from './desk-subject.ts';
import { Invite } from './invite.tsx';
import { Members } from './members.tsx';
import { OwedTwoFactor } from './owed-two-factor.tsx';
import { Roster } from './roster.tsx';
import { Templates } from './templates.tsx';
import { Wall } from './wall.tsx';

const COACH_PARTS: readonly DeskPart[] = ['athletes', 'wall', 'templates', 'people'];
const ADMIN_PARTS: readonly DeskPart[] = ['templates', 'people'];

/** One clinic: who needs a word, who runs, what is prescribed, who works here. */
export function ClinicDesk({
  clinicId,
  name,
  roles,
  part,
  athleteId,
  item,
}: {
  clinicId: string;
  name: string;
  roles: readonly ('admin' | 'coach')[];
  part: string | null;
  athleteId: string | null;
  /** What of the athlete is open. */
  item: string | null;
}): JSX.Element {
  const t = words.value;
  const path = `/v1/clinics/${clinicId}`;
  // Asked again on the way from part to part: what the clinic demands may have changed while its desk was open.
  const clinic = useResource(path, () => getJson<ClinicJson>(path), `${part} ${athleteId}`);
  // The server says of which clinic it is owed: `me` only that it is owed to one.
  const mayOwe = me.value?.twoFactor?.required === true && !me.value.twoFactor.enabled;
  const owes = clinic.state === 'failed' && clinic.problem.code === 'two_factor_required';
  if (owes) return <OwedTwoFactor clinic={name} />;
  if (mayOwe && clinic.state === 'loading') return <Loading heights={[200]} />;
  const parts = roles.includes('coach') ? COACH_PARTS : ADMIN_PARTS;
  const open = parts.find((each) => each === part) ?? parts.find((each) => each === 'athletes') ?? 'people';
  return (
    <>
      <nav class="desk-parts" aria-label={t.clinicDesk.parts.label}>
        {parts.map((each) => (
          <a
            key={each}
            href={hrefOf('desk', deskSubject(clinicId, each))}
            aria-current={each === open ? 'page' : undefined}
          >
            {t.clinicDesk.parts[each]}
          </a>
        ))}
      </nav>
      {open === 'athletes' && athleteId === null && <Roster clinicId={clinicId} />}
      {open === 'athletes' && athleteId !== null && (
        <AthleteDesk key={athleteId} desk={clinicId} athleteId={athleteId} item={item} />
      )}
      {open === 'wall' && <Wall clinicId={clinicId} />}
      {open === 'templates' && <Templates clinicId={clinicId} />}
      {open === 'people' && (
        <div class="desk-people stack">
          <Members clinicId={clinicId} isAdmin={roles.includes('admin')} />
          {roles.includes('admin') && clinic.state === 'ready' && (
            <DemandTwoFactor clinic={clinic.value} onChanged={clinic.reload} />
          )}
          {roles.includes('admin') && <Invite clinicId={clinicId} />}
          <p class="soft small">
            {t.people.desk.number}: <code>{clinicId}</code>
          </p>
        </div>
      )}
    </>
  );
}
