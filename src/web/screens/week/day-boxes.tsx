import type { JSX } from 'preact';
import type { TargetJson } from '../../api/contract.ts';
import { minutes, weekdayNames } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import type { DayMark } from './day-marks.ts';
import './day-boxes.css';

/** Seven boxes of a training log. State is told by fill, edge and sign together, and in words to a screen reader. */
export function DayBoxes({
  marks,
  target,
  today,
}: {
  marks: readonly DayMark[];
  target: TargetJson;
  today: string | null;
}): JSX.Element {
  return (
    <ol
      class="day-boxes"
      aria-label={words.value.week.daysOf({ target: target.name ?? nameOf(target.id).title })}
    >
      {marks.map((mark) => (
        <Box key={mark.date} mark={mark} isToday={mark.date === today} />
      ))}
    </ol>
  );
}

function Box({ mark, isToday }: { mark: DayMark; isToday: boolean }): JSX.Element {
  const t = words.value.week;
  const day = weekdayNames(mark.date);
  const spent = mark.seconds !== null && mark.seconds >= 60 ? Math.floor(mark.seconds / 60) : null;
  const label = [
    day.full,
    t.dayState[mark.state],
    spent === null ? '' : minutes(mark.seconds ?? 0),
    isToday ? t.today : '',
  ];
  return (
    <li class="day" data-state={mark.state} data-today={isToday}>
      <span class="letter" aria-hidden="true">
        {day.letter}
      </span>
      <span class="box" aria-hidden="true">
        {mark.state === 'part' && mark.share > 0 && (
          <span class="level" style={{ height: `${mark.share * 100}%` }} />
        )}
        {mark.state === 'none' || mark.state === 'ahead' ? (
          <span class="dot" />
        ) : (
          <span class="numeral">{spent ?? '✓'}</span>
        )}
      </span>
      <span class="visually-hidden">{label.filter((part) => part !== '').join(', ')}</span>
    </li>
  );
}
