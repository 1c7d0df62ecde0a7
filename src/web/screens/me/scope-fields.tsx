import type { JSX } from 'preact';
import { sportAsWritten } from '../../../adapters/wire/messages/sport-label.ts';
import type { Target } from '../../../domain/prescription/prescription.ts';
import { locale, words } from '../../language/language.ts';
import type { FormPart } from './form-part.ts';
import { describedBy, ToldField } from './told-field.tsx';

/** Sports to choose from; `strength` is whatever a device calls strength (T6). */
const SPORTS = [
  'running',
  'walking',
  'hiking',
  'cycling',
  'swimming',
  'rowing',
  'cross_country_skiing',
  'yoga',
  'strength',
];

type Choice = 'all' | 'only' | 'except';

/** Which sessions a target looks at: sports, and what counts here because it counts as another target (T7). */
export function ScopeFields({
  part,
  path,
  target,
}: {
  part: FormPart;
  path: string;
  target: Target;
}): JSX.Element {
  const t = words.value.prescription.form;
  const { sports, exceptSports, alsoCounts = [] } = target;
  const choice: Choice = sports !== undefined ? 'only' : exceptSports !== undefined ? 'except' : 'all';
  const chosen = sports ?? exceptSports ?? [];
  const list = sports === undefined ? 'exceptSports' : 'sports';
  const choose = (next: Choice): void => {
    const { sports: _sports, exceptSports: _exceptSports, ...rest } = target;
    // Those that were left out are not those that are meant now.
    const kept = next === 'all' ? {} : next === 'only' ? { sports: [] } : { exceptSports: [] };
    part.change(path, { ...rest, ...kept });
  };
  const others = part.content.targets.filter(
    (each) =>
      alsoCounts.includes(each.id) ||
      (each !== target &&
        each.alsoCounts === undefined &&
        (each.dose.unit === 'sessions' || each.dose.unit === 'intervals')),
  );
  const canCountOthers = alsoCounts.length > 0 || (target.dose.unit === 'sessions' && target.band !== null);
  return (
    <>
      <ToldField columns="two">
        <label class="field">
          <span>{t.sportsThatCount}</span>
          <select value={choice} onChange={({ currentTarget }) => choose(currentTarget.value as Choice)}>
            {(['all', 'only', 'except'] as const).map((each) => (
              <option key={each} value={each}>
                {t.sportsChoices[each]}
              </option>
            ))}
          </select>
        </label>
      </ToldField>
      {choice !== 'all' && (
        <Choices
          label={t.sportsThatCount}
          of={[...new Set([...SPORTS, ...chosen])].map((id) => ({ id, name: nameOfSport(id) }))}
          chosen={chosen}
          part={part}
          path={`${path}.${list}`}
          onChosen={(next) => part.change(`${path}.${list}`, next)}
        />
      )}
      {canCountOthers && others.length > 0 && (
        <Choices
          label={t.alsoCounts}
          hasTitle
          of={others.map(({ id, name }) => ({ id, name: name[locale.value] }))}
          chosen={alsoCounts}
          part={part}
          path={`${path}.alsoCounts`}
          onChosen={(next) => part.change(`${path}.alsoCounts`, next.length === 0 ? undefined : next)}
        />
      )}
    </>
  );
}

function nameOfSport(id: string): string {
  return words.value.sports[id] ?? sportAsWritten(id) ?? id;
}

/** Any number of a list; a fault stands at the first. */
function Choices({
  label,
  hasTitle = false,
  of,
  chosen,
  part,
  path,
  onChosen,
}: {
  label: string;
  hasTitle?: boolean;
  of: readonly { readonly id: string; readonly name: string }[];
  chosen: readonly string[];
  part: FormPart;
  path: string;
  onChosen: (chosen: readonly string[]) => void;
}): JSX.Element {
  return (
    <ToldField told={{ part, path }} columns="all">
      <div class="choices" role="group" aria-label={label}>
        {hasTitle && <span>{label}</span>}
        {of.map(({ id, name }, index) => (
          <label key={id} class="row">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              {...(index === 0 && describedBy(part, path))}
              onChange={({ currentTarget: { checked } }) =>
                onChosen(checked ? [...chosen, id] : chosen.filter((each) => each !== id))
              }
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </ToldField>
  );
}
