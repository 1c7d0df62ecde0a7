import type { JSX } from 'preact';
import type { TargetJson, WeekReportJson } from '../../api/contract.ts';
import { bandClass } from '../../components/band-class.ts';
import { deviceToken } from '../../api/device-token.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { Track } from '../../components/track.tsx';
import { useAction } from '../../components/use-action.ts';
import { minutes } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { removeSimulated } from '../../live/sample-week.ts';
import { goalOf } from './goal.ts';
import './week-hero.css';

/** The answer before the reasons: the verdict of the week and how far each lane has come. */
export function WeekHero({
  report,
  begun,
}: {
  report: WeekReportJson;
  /** False while an open week holds nothing: whoever has not begun has not failed. */
  begun: boolean;
}): JSX.Element {
  const t = words.value;
  const { name, prescriptionById } = useShownAthlete();
  const prescription = prescriptionById(report.basis.prescriptionId);
  // Those that make the week's verdict (T13), outermost lane first.
  const deciding = prescription.targets.filter((target) => target.judged).map(({ id }) => id);
  const judged = report.targets.filter(({ id }) => deciding.includes(id));
  return (
    <section class="week-hero" aria-labelledby="week-question">
      <Track lanes={judged.map(laneOf)} prescription={prescription}>
        <>
          {begun ? (
            <StatusMark status={report.status} large />
          ) : (
            <span class="status large">{t.week.notBegun}</span>
          )}
          <p class="soft small">{t.week.activeTime({ time: minutes(report.activeSeconds) })}</p>
        </>
      </Track>
      <div class="stack">
        <h2 id="week-question">{questionOf(name)}</h2>
        <ul class="legend">
          {judged.map((target) => (
            <li key={target.id} class={bandClass(target.id, prescription)}>
              <span class="swatch" />
              <span>{nameOf(target.id, prescription).title}</span>
              <strong class="numeral">
                {target.credited}/{goalOf(target)}
              </strong>
            </li>
          ))}
        </ul>
        <ul class="guards">
          {report.guards.map(({ rule, date, text, severity }) => (
            <li key={rule + date} data-severity={severity}>
              {text} <span class="soft">({rule})</span>
            </li>
          ))}
          {report.notes.map(({ id, text }) => (
            <li key={id}>
              {text} {id === 'simulated.counted' && name === null && <RemoveSimulated />}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** A try-out is over as quickly as it began. */
function RemoveSimulated(): JSX.Element | null {
  const action = useAction();
  // A paired phone may not remove anything.
  if (deviceToken() !== null) return null;
  return (
    <>
      <button
        type="button"
        class="link no-print"
        disabled={action.busy}
        onClick={() => action.run(removeSimulated)}
      >
        {words.value.sample.remove}
      </button>
      <ProblemNotice problem={action.problem} />
    </>
  );
}

function questionOf(name: string | null): string {
  const t = words.value.week;
  if (name === null) return t.question;
  return name === '' ? t.questionOfUnnamed : t.questionOf({ name });
}

function laneOf(target: TargetJson): { key: string; band: string; share: number } {
  const goal = goalOf(target);
  return { key: target.id, band: target.id, share: goal === 0 ? 0 : target.credited / goal };
}
