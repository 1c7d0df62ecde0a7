import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getInWords } from '../../api/api-client.ts';
import type { RosterJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { Pages } from '../../components/pages.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useSettled } from '../../components/use-settled.ts';
import { words } from '../../language/language.ts';
import { EVERYBODY, isOfAll, rosterQuery } from './roster-search.ts';
import { RosterFilter } from './roster-filter.tsx';
import { RosterRow } from './roster-row.tsx';
import './roster.css';

/** Who needs a word first, and why (R1, R2). */
export function Roster({ clinicId }: { clinicId: string }): JSX.Element {
  const t = words.value.people.desk;
  const [search, setSearch] = useState(EVERYBODY);
  // Each look stands in the log of whom it showed (C4): a name that is being typed is no look.
  const settled = useSettled(search);
  const path = `/v1/clinics/${clinicId}/athletes?${rosterQuery(settled)}`;
  const roster = useResource(path, () => getInWords<RosterJson>(path));
  const load = (cursor: string): Promise<RosterJson> => getInWords<RosterJson>(`${path}&cursor=${cursor}`);
  return (
    <section class="athletes stack" aria-label={t.athletes}>
      <h2 class="visually-hidden">{t.athletes}</h2>
      <RosterFilter search={search} onSearch={setSearch} />
      {roster.state === 'loading' && <Loading heights={[90, 90, 90]} />}
      {roster.state === 'failed' && <ProblemNotice problem={roster.problem} retry={roster.reload} />}
      {roster.state === 'ready' && roster.value.items.length === 0 && (
        <p class="soft">{isOfAll(settled) ? t.noAthletes : t.nobodySo}</p>
      )}
      {roster.state === 'ready' && (
        // Asked again, its later pages may follow on other athletes.
        <Pages key={roster.value.nextCursor} first={roster.value} load={load} moreLabel={t.moreAthletes}>
          {(lines) => (
            <ul class="roster">
              {lines.map((line) => (
                <RosterRow key={line.athleteId} clinicId={clinicId} line={line} />
              ))}
            </ul>
          )}
        </Pages>
      )}
    </section>
  );
}
