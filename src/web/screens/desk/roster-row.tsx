import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { RosterJson, StatusJson } from '../../api/contract.ts';
import { Of } from '../../components/of.tsx';
import { StatusMark, StatusShape } from '../../components/status-mark.tsx';
import { moment, percent } from '../../language/format.ts';
import { locale, words } from '../../language/language.ts';
import { hrefOf } from '../../shell/address.ts';
import { deskSubject } from './desk-subject.ts';
import { WriteNote } from './write-note.tsx';

type Line = RosterJson['items'][number];
type Target = Line['targets'][number];

/** One week in a row is no streak yet. */
const STREAK_WEEKS = 2;

/** An athlete's week at a glance, why they stand here, and what can be done about it (R1, R2). */
export function RosterRow({ clinicId, line }: { clinicId: string; line: Line }): JSX.Element {
  const t = words.value.people.desk;
  const { athleteId, name, week, status, weeks, why } = line;
  const [writing, setWriting] = useState(false);
  const others = line.guards.filter(({ text }) => text !== why.text);
  // The week as the athlete sees it, on one page.
  const print = `/v1/athletes/${athleteId}/reports/weeks/${week}/print?locale=${locale.value}`;
  return (
    <li>
      <div class="stack tight">
        <div class="row">
          <a class="roster-name" href={hrefOf('desk', deskSubject(clinicId, 'athletes', athleteId))}>
            {name === '' ? words.value.clinicDesk.wall.unnamed : name}
          </a>
          <StatusMark status={status} />
        </div>
        <p>
          {why.text} <span class="soft small">{why.rule}</span>
        </p>
        {others.map(({ rule, text }) => (
          <p key={rule + text} class="small">
            {text} <span class="soft">{rule}</span>
          </p>
        ))}
        <p class="soft small">{factsOf(line).join(' · ')}</p>
      </div>
      <div>
        <div class="row">
          <span class="trend" role="img" aria-label={trendText(weeks)} title={t.lastFourWeeks}>
            {weeks.map((each, index) => (
              <span key={index} data-status={each} />
            ))}
          </span>
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
        <ul class="roster-targets">
          {line.targets.map(({ status: verdict, ...target }) =>
            verdict === null ? null : <TargetChip key={target.id} {...target} status={verdict} />,
          )}
        </ul>
      </div>
      {writing && <WriteNote athleteId={athleteId} name={name} week={week} />}
    </li>
  );
}

function TargetChip(target: Omit<Target, 'status' | 'streakWeeks'> & { status: StatusJson }): JSX.Element {
  const { status, credited, minimum } = target;
  return (
    <li>
      <StatusShape status={status} />
      <span class="visually-hidden">{words.value.status[status]}: </span>
      {titleOf(target)}{' '}
      <strong>
        {credited}/{minimum}
      </strong>
    </li>
  );
}

/** When the athlete was last seen, how much of the pulse is known, and the longest streak that lives. */
function factsOf({ lastSeenAt, coverage, targets }: Line): string[] {
  const t = words.value.people.desk;
  const weeks = Math.max(0, ...targets.map(({ streakWeeks }) => streakWeeks ?? 0));
  const longest = targets.find(({ streakWeeks }) => streakWeeks === weeks);
  return [
    ...(lastSeenAt === null ? [] : [t.lastSeen({ when: moment(lastSeenAt) })]),
    ...(coverage === null ? [] : [t.coverage({ share: percent(coverage) })]),
    ...(longest === undefined || weeks < STREAK_WEEKS ? [] : [t.streak({ target: titleOf(longest), weeks })]),
  ];
}

function titleOf({ id, name }: Pick<Target, 'id' | 'name'>): string {
  return name ?? words.value.targets[id]?.title ?? id;
}

function trendText(weeks: Line['weeks']): string {
  const t = words.value;
  return `${t.people.desk.lastFourWeeks}: ${weeks.map((status) => t.status[status]).join(', ')}`;
}
