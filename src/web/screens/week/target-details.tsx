import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getInWords } from '../../api/api-client.ts';
import type { ExplanationJson, TargetJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { clock, longDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import type { BasisName } from '../../../domain/bands/heart-basis.ts';
import { shiftOf } from '../../../domain/week/robustness.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import './target-details.css';

const BASES: readonly BasisName[] = ['max', 'resting', 'threshold'];

/** "How do you know?": every credit and every refusal with its rule and numbers (T12), and how firm the verdict is (M6). */
export function TargetDetails({
  target,
  week,
  prescription,
}: {
  target: TargetJson;
  week: string;
  prescription: Prescription;
}): JSX.Element {
  const t = words.value.week;
  const [opened, setOpened] = useState(false);
  return (
    <details class="target-details" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>
        {t.howDoYouKnow}
        <span class="visually-hidden">: {target.name ?? nameOf(target.id, prescription).title}</span>
      </summary>
      <div class="stack">
        <Credits target={target} />
        <Refusals target={target} />
        {opened && <Rules target={target.id} week={week} />}
        {target.notes.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
        {target.status !== null &&
          BASES.map((basis) => <Robustness key={basis} target={target} basis={basis} />)}
      </div>
    </details>
  );
}

/** What the verdict would be where one basis is so many bpm another (M6, P4); nothing where none of it is in use. */
function Robustness({ target, basis }: { target: TargetJson; basis: BasisName }): JSX.Element | null {
  const t = words.value.week;
  const shifted = (target.robustness ?? []).filter((each) => shiftOf(each).basis === basis);
  if (shifted.length === 0) return null;
  return (
    <table>
      <caption>{t.robustnessTitles[basis]}</caption>
      <tbody>
        <tr>
          {shifted.map(shiftOf).map(({ deltaBpm }) => (
            <th key={deltaBpm} scope="col">
              {`${deltaBpm > 0 ? '+' : '−'}${Math.abs(deltaBpm)}`}
            </th>
          ))}
        </tr>
        <tr>
          {shifted.map((each) => (
            <td key={shiftOf(each).deltaBpm}>
              {each.status === target.status ? t.sameVerdict : words.value.status[each.status]}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

/** The rules that were applied, with the athlete's own numbers: asked for when somebody wants to know. */
function Rules({ target, week }: { target: string; week: string }): JSX.Element | null {
  const path = `${useShownAthlete().path}/reports/weeks/${week}/explain?target=${target}`;
  const explained = useResource(path, () => getInWords<ExplanationJson>(path));
  if (explained.state === 'loading') return <Loading heights={[96]} />;
  if (explained.state === 'failed') {
    return <ProblemNotice problem={explained.problem} retry={explained.reload} />;
  }
  return (
    <div>
      <h3>{words.value.week.rules}</h3>
      <ul class="evidence">
        {explained.value.rules.map(({ rule, text }) => (
          <li key={rule + text}>
            <span>{text}</span> <span class="soft">({rule})</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Credits({ target }: { target: TargetJson }): JSX.Element | null {
  if (target.credits.length === 0) return null;
  return (
    <div>
      <h3>{words.value.week.counted}</h3>
      <ul class="evidence">
        {target.credits.map(({ sessionId, localDate, seconds, text }) => (
          <li key={sessionId + localDate}>
            <SessionDate id={sessionId} date={localDate} />
            <span>{clock(seconds)}</span>
            {text !== null && <span class="soft">{text}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Refusals({ target }: { target: TargetJson }): JSX.Element | null {
  if (target.refusals.length === 0) return null;
  return (
    <div>
      <h3>{words.value.week.notCounted}</h3>
      <ul class="evidence">
        {target.refusals.map(({ sessionId, localDate, rule, text }) => (
          <li key={sessionId + rule}>
            <SessionDate id={sessionId} date={localDate} />
            <span class="soft">
              {text} ({rule})
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Opens the session, where the reader may see it. */
function SessionDate({ id, date }: { id: string; date: string }): JSX.Element {
  const { opens, hrefOf } = useShownAthlete();
  const text = longDate(date);
  return opens('sessions') ? <a href={hrefOf('session', id)}>{text}</a> : <span>{text}</span>;
}
