import type { JSX } from 'preact';
import type { TargetJson } from '../../api/contract.ts';
import { clock, longDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';
import './target-details.css';

/** "How do you know?": every credit and every refusal with its rule and numbers (T12), and how firm the verdict is (M6). */
export function TargetDetails({ target }: { target: TargetJson }): JSX.Element | null {
  const t = words.value.week;
  const nothing =
    target.credits.length + target.refusals.length + target.notes.length === 0 &&
    target.days === null &&
    target.robustness === null;
  if (nothing) return null;
  return (
    <details class="target-details">
      <summary>
        {t.howDoYouKnow}
        <span class="visually-hidden">: {words.value.targets[target.id].title}</span>
      </summary>
      <div class="stack">
        <Credits target={target} />
        <Refusals target={target} />
        {target.notes.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
        {target.robustness !== null && target.status !== null && (
          <table>
            <caption>{t.robustnessTitle}</caption>
            <tbody>
              <tr>
                {target.robustness.map(({ maxHeartRateDelta: delta }) => (
                  <th key={delta} scope="col">{`${delta > 0 ? '+' : '−'}${Math.abs(delta)}`}</th>
                ))}
              </tr>
              <tr>
                {target.robustness.map(({ maxHeartRateDelta, status }) => (
                  <td key={maxHeartRateDelta}>
                    {status === target.status ? t.sameVerdict : words.value.status[status]}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        )}
      </div>
    </details>
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
            <a href={hrefOf('session', sessionId)}>{longDate(localDate)}</a>
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
            <a href={hrefOf('session', sessionId)}>{longDate(localDate)}</a>
            <span class="soft">{text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
