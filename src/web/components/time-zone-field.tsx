import type { JSX } from 'preact';
import { words } from '../language/language.ts';
import { Field } from './field.tsx';

const ZONES = Intl.supportedValuesOf('timeZone');

/** Every zone the browser knows; weeks and days are cut by it. */
export function TimeZoneField({
  value,
  onChange,
}: {
  value: string;
  onChange: (timeZone: string) => void;
}): JSX.Element {
  return (
    <Field label={words.value.person.timeZone}>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {(ZONES.includes(value) ? ZONES : [value, ...ZONES]).map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </Field>
  );
}
