import type { JSX } from 'preact';
import type { IsoWeek } from '../../../domain/units.ts';
import { getJson, remove } from '../../api/api-client.ts';
import type { CoachNoteJson, Items } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { CoachNote } from '../../components/coach-note.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { me } from '../../shell/me.ts';
import { WriteNote } from './write-note.tsx';

/** What this clinic has written to an athlete, and another word (R4). The athlete reads all of it. */
export function AthleteNotes({
  athleteId,
  name,
  week,
}: {
  athleteId: string;
  name: string;
  /** Which another word may be pinned to. */
  week: IsoWeek;
}): JSX.Element {
  const t = words.value.clinicDesk.athlete;
  const path = `/v1/athletes/${athleteId}/notes`;
  const notes = useResource(path, () => getJson<Items<CoachNoteJson>>(path));
  const action = useAction();
  const { reload } = notes;
  const items = notes.state === 'ready' ? notes.value.items : [];
  return (
    <section class="stack" aria-labelledby="desk-notes">
      <h3 id="desk-notes">{t.notes}</h3>
      {notes.state === 'failed' && <ProblemNotice problem={notes.problem} retry={notes.reload} />}
      {notes.state === 'ready' && items.length === 0 && <p class="soft">{t.noNotes}</p>}
      <ul class="looks">
        {items.map((note) => (
          <li key={note.id}>
            <CoachNote note={note} />
            {note.author.userId === me.value?.user.id && (
              <button
                type="button"
                class="button quiet flush"
                disabled={action.busy}
                onClick={() => action.run(() => remove(`${path}/${note.id}`).then(reload))}
              >
                {t.takeBack}
              </button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNotice problem={action.problem} />
      <WriteNote athleteId={athleteId} name={name} week={week} onSent={reload} />
    </section>
  );
}
