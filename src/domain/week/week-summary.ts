import type { Note } from '../note.ts';
import type { IsoWeek } from '../units.ts';
import type { Guard, Status, TargetReport, WeekReport } from './week-report.ts';

/** A week in a few lines, all of them the report's own (D6). */
export interface WeekSummary {
  readonly week: IsoWeek;
  readonly status: Status;
  /** Targets that are judged and not met, in the order of the report, with what is left of each. */
  readonly left: readonly (Pick<TargetReport, 'id' | 'name' | 'credited' | 'minimum'> & {
    readonly note: Note;
  })[];
  /** The one sentence most worth reading; null where the report has none. */
  readonly sentence: Note | null;
}

const STRONGEST_FIRST: readonly Guard['severity'][] = ['strong', 'caution', 'note'];

/** What a Sunday evening says of its week: the verdict, what is left, and a caution, else what today could still bring. */
export function weekSummary({ week, to, status, targets, guards, plan, notes }: WeekReport): WeekSummary {
  const left = targets.flatMap(({ id, name, credited, minimum, status: verdict, remaining }) =>
    verdict === null || verdict === 'met' || remaining === null
      ? []
      : [{ id, ...(name && { name }), credited, minimum, note: remaining.note }],
  );
  const caution = STRONGEST_FIRST.flatMap((severity) =>
    guards.filter((each) => each.severity === severity),
  )[0];
  const today = plan.find(({ date }) => date === to);
  return { week, status, left, sentence: caution?.note ?? today?.note ?? notes[0] ?? null };
}
