import type { JSX } from 'preact';
import { renderNote } from '../../../adapters/wire/messages/render.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import { robustnessNote } from '../../../domain/week/explain.ts';
import { shiftOf } from '../../../domain/week/robustness.ts';
import type { TargetJson, WeekReportJson } from '../../api/contract.ts';
import { bandClass } from '../../components/band-class.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { locale, words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { DayBoxes } from './day-boxes.tsx';
import { goalOf } from './goal.ts';
import { dayMarksOf } from './day-marks.ts';
import { TargetDetails } from './target-details.tsx';
import './target-lane.css';

/** One target as a lane: its seven days, credited of needed, the verdict, what is left; opens to the evidence. */
export function TargetLane({
  target,
  left,
  report,
  today,
}: {
  target: TargetJson;
  /** What is left of it, as this list says it. */
  left: string | null;
  report: WeekReportJson;
  /** Null when the week is not the current one. */
  today: string | null;
}): JSX.Element {
  const t = words.value;
  const shown = useShownAthlete();
  const prescription = shown.prescriptionById(report.basis.prescriptionId);
  const name = nameOf(target.id, prescription);
  const own = prescription.targets.find(({ id }) => id === target.id)?.band;
  const band = report.bands.find(({ id }) => id === own);
  return (
    <article class={`lane ${bandClass(target.id, prescription)}`}>
      <div class="lane-name">
        <h2>{name.title}</h2>
        <p class="soft small">
          {name.subtitle}
          {band !== undefined && band.lowBpm !== null && band.highBpm !== null && (
            <span class="range">{t.bpmRange({ low: band.lowBpm, high: band.highBpm })}</span>
          )}
        </p>
      </div>
      <p
        class="lane-count"
        aria-label={t.week.countLabel({ credited: target.credited, goal: goalOf(target) })}
      >
        <span class="numeral">{target.credited}</span>
        <span class="of">/{goalOf(target)}</span>
      </p>
      <DayBoxes marks={dayMarksOf(target, report, today, prescription)} target={target} today={today} />
      <div class="lane-verdict">
        {target.status !== null && <StatusMark status={target.status} />}
        {left !== null && <p>{left}</p>}
        {target.robustness !== null && usesHeartRate(target, prescription) && (
          <Robustness target={target} isOwn={shown.name === null} />
        )}
      </div>
      <TargetDetails target={target} week={report.week} prescription={prescription} />
    </article>
  );
}

/** Whether another heart rate could make it another verdict: of a target by sport none can. */
function usesHeartRate({ id }: TargetJson, { targets }: Prescription): boolean {
  return targets.find((each) => each.id === id)?.band !== null;
}

/** How far off the max heart rate, or another basis, may be before the verdict is another (M6, P4). */
function Robustness({ target, isOwn }: { target: TargetJson; isOwn: boolean }): JSX.Element | null {
  const t = words.value.week;
  const deltas = target.robustness ?? [];
  const shifts = deltas.map((each) => ({ ...shiftOf(each), status: each.status }));
  if (shifts.length === 0) return null;
  const holds = (size: number): boolean =>
    shifts
      .filter(({ deltaBpm }) => Math.abs(deltaBpm) <= size)
      .every(({ status }) => status === target.status);
  if (shifts.some(({ basis }) => basis !== 'max')) {
    const note = robustnessNote({ status: target.status, robustness: deltas });
    if (note === null) return null;
    const said = renderNote(note, locale.value, isOwn ? 'athlete' : 'other');
    return <p class="robustness soft small">{said}</p>;
  }
  const size = holds(10) ? 10 : holds(5) ? 5 : 0;
  return <p class="robustness soft small">{size > 0 ? t.holds({ bpm: size }) : t.wouldChange}</p>;
}
