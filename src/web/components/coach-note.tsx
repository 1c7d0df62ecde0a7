import type { JSX } from 'preact';
import type { CoachNoteJson } from '../api/contract.ts';
import { byWhom } from '../language/by-whom.ts';
import { moment, weekDates } from '../language/format.ts';
import { words } from '../language/language.ts';

/** What a coach wrote, who and when (R4). */
export function CoachNote({ note }: { note: CoachNoteJson }): JSX.Element {
  const { author, text, week, createdAt } = note;
  return (
    <>
      <p>{text}</p>
      <p class="soft small">
        {byWhom(author)} · {moment(createdAt)}
        {week === null ? '' : ` · ${words.value.people.consent.forWeek({ dates: weekDates(week) })}`}
      </p>
    </>
  );
}
