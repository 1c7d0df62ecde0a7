import type { JSX } from 'preact';
import { mondayOf } from '../../domain/calendar/week.ts';
import { isPrescribedByAnother } from '../../domain/prescription/prescription.ts';
import type { IsoWeek } from '../../domain/units.ts';
import { getJson } from '../api/api-client.ts';
import type { CoachNoteJson, Items } from '../api/contract.ts';
import { useResource } from '../api/resource.ts';
import { fullDate } from '../language/format.ts';
import { words } from '../language/language.ts';
import { prescriptions } from '../shell/athlete.ts';
import { hrefOf } from '../shell/address.ts';
import { prescriberOf } from './prescriber-of.ts';
import { CoachNote } from './coach-note.tsx';

/** What coaches pinned to a week (R4), and what they prescribed from it on (R6). Nothing where there is nothing. */
export function FromCoaches({ week }: { week: IsoWeek }): JSX.Element | null {
  const notes = useResource('notes', () => getJson<Items<CoachNoteJson>>('/v1/notes'));
  const pinned = notes.state === 'ready' ? notes.value.items.filter((note) => note.week === week) : [];
  const monday = mondayOf(week);
  const prescribed = prescriptions.value.filter(
    (each) => isPrescribedByAnother(each) && each.validFrom >= monday,
  );
  if (pinned.length === 0 && prescribed.length === 0) return null;
  return (
    <aside class="notice" aria-label={words.value.clinicDesk.fromCoaches}>
      {pinned.map((note) => (
        <div key={note.id}>
          <CoachNote note={note} />
        </div>
      ))}
      {prescribed.map((each) => (
        <p key={each.id}>
          {words.value.clinicDesk.decline.prescribed({
            name: prescriberOf(each),
            date: fullDate(each.validFrom),
          })}{' '}
          <a href={hrefOf('me', 'prescription')}>{words.value.clinicDesk.decline.see}</a>
        </p>
      ))}
    </aside>
  );
}
