import type { JSX } from 'preact';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';
import { Invite } from './invite.tsx';
import { Members } from './members.tsx';
import { Roster } from './roster.tsx';
import { Templates } from './templates.tsx';
import { Wall } from './wall.tsx';

const COACH_PARTS = ['athletes', 'wall', 'templates', 'people'] as const;
const ADMIN_PARTS = ['templates', 'people'] as const;
type Part = (typeof COACH_PARTS)[number];

/** The part of an address that names a clinic, and what of its desk is open. */
export function deskSubject(clinicId: string, part?: Part, athleteId?: string): string {
  return [clinicId, part, athleteId].filter((each) => each !== undefined).join('/');
}

/** One clinic: who needs a word, who runs, what is prescribed, who works here. */
export function ClinicDesk({
  clinicId,
  roles,
  part,
}: {
  clinicId: string;
  roles: readonly ('admin' | 'coach')[];
  part: string | null;
  athleteId: string | null;
}): JSX.Element {
  const t = words.value;
  const parts: readonly Part[] = roles.includes('coach') ? COACH_PARTS : ADMIN_PARTS;
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
      {open === 'athletes' && <Roster clinicId={clinicId} />}
      {open === 'wall' && <Wall clinicId={clinicId} />}
      {open === 'templates' && <Templates clinicId={clinicId} />}
      {open === 'people' && (
        <div class="stack">
          <Members clinicId={clinicId} />
          {roles.includes('admin') && <Invite clinicId={clinicId} />}
          <p class="soft small">
            {t.people.desk.number}: <code>{clinicId}</code>
          </p>
        </div>
      )}
    </>
  );
}
