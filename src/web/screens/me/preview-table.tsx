import type { JSX } from 'preact';
import type { MaxHeartRatePreviewJson, StatusJson } from '../../api/contract.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';

/** Before and after side by side, only the weeks that differ. */
export function PreviewTable({ preview }: { preview: MaxHeartRatePreviewJson }): JSX.Element {
  const t = words.value.maxHeartRate;
  if (preview.weeks.length === 0) return <p>{t.noChange}</p>;
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={t.preview}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.value.weeks.week}</th>
            <th scope="col">{t.before}</th>
            <th scope="col">{t.after}</th>
            <th scope="col">{t.what}</th>
          </tr>
        </thead>
        <tbody>
          {preview.weeks.map(({ week, before, after }) => (
            <tr key={week}>
              <th scope="row">
                <a href={hrefOf('week', week)}>{week}</a>
              </th>
              <td>
                <StatusMark status={before.status as StatusJson} />
              </td>
              <td>
                <StatusMark status={after.status as StatusJson} />
              </td>
              <td>
                {after.targets.flatMap(({ id, credited }) => {
                  const was = before.targets.find((target) => target.id === id)?.credited;
                  return was === undefined || was === credited
                    ? []
                    : [<p key={id}>{`${words.value.targets[id]?.title ?? id}: ${was} → ${credited}`}</p>];
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
