import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getInWords } from '../../api/api-client.ts';
import type { RosterJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { Of } from '../../components/of.tsx';
import { Pages } from '../../components/pages.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { moment } from '../../language/format.ts';
import { locale, words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';
import { deskSubject } from './desk-subject.ts';
import { WriteNote } from './write-note.tsx';

type Line = RosterJson['items'][number];

/** Who needs a word first, and why (R1, R2). */
export function Roster({ clinicId }: { clinicId: string }): JSX.Element {
  const t = words.value.people.desk;
  const [q, setQ] = useState('');
  const query = q.trim() === '' ? '' : `&q=${encodeURIComponent(q.trim())}`;
  const path = `/v1/clinics/${clinicId}/athletes?limit=100${query}`;
  const roster = useResource(path, () => getInWords<RosterJson>(path));
  const load = (cursor: string): Promise<RosterJson> => getInWords<RosterJson>(`${path}&cursor=${cursor}`);
  return (
    <section class="stack" aria-label={t.athletes}>
      <h2 class="visually-hidden">{t.athletes}</h2>
      <TextField label={t.search} type="search" value={q} onValue={setQ} />
      {roster.state === 'loading' && <Loading heights={[90, 90, 90]} />}
      {roster.state === 'failed' && <ProblemNotice problem={roster.problem} retry={roster.reload} />}
      {roster.state === 'ready' && roster.value.items.length === 0 && <p class="soft">{t.noAthletes}</p>}
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

function RosterRow({ clinicId, line }: { clinicId: string; line: Line }): JSX.Element {
  const t = words.value.people.desk;
  const { athleteId, name, week, status, weeks, lastSeenAt, why } = line;
  const [writing, setWriting] = useState(false);
  // The week as the athlete sees it, on one page.
  const print = `/v1/athletes/${athleteId}/reports/weeks/${week}/print?locale=${locale.value}`;
  return (
    <li class="stack tight">
      <div class="row">
        <a class="roster-name" href={hrefOf('desk', deskSubject(clinicId, 'athletes', athleteId))}>
          {name === '' ? words.value.clinicDesk.wall.unnamed : name}
        </a>
        <StatusMark status={status} />
        <span class="trend" role="img" aria-label={trendText(weeks)} title={t.lastFourWeeks}>
          {weeks.map((each, index) => (
            <span key={index} data-status={each} />
          ))}
        </span>
      </div>
      <p>
        {why.text} <span class="soft small">{why.rule}</span>
      </p>
      <div class="row">
        {lastSeenAt !== null && <span class="soft small">{t.lastSeen({ when: moment(lastSeenAt) })}</span>}
        <span class="roster-acts">
          <a class="button quiet" href={print} target="_blank" rel="noreferrer">
            {t.theirWeek}
            <Of name={name} />
          </a>
          <button
            type="button"
            class="button quiet"
            aria-expanded={writing}
            onClick={() => setWriting(!writing)}
          >
            {t.note}
            <Of name={name} />
          </button>
        </span>
      </div>
      {writing && <WriteNote athleteId={athleteId} name={name} week={week} />}
    </li>
  );
}

function trendText(weeks: Line['weeks']): string {
  const t = words.value;
  return `${t.people.desk.lastFourWeeks}: ${weeks.map((status) => t.status[status]).join(', ')}`;
}
