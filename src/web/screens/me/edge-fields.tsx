import type { JSX } from 'preact';
import type { Edge } from '../../../domain/prescription/prescription.ts';
import { words } from '../../language/language.ts';
import type { FormPart } from './form-part.ts';
import { describedBy, ToldField } from './told-field.tsx';
import { EDGE_KINDS, edgeOf, kindOfEdge, valueOfEdge, type EdgeKind } from './language-draft.ts';

/** An edge of a band: a number, and of what; a band may be open upwards. */
export function EdgeFields({
  part,
  path,
  label,
  edge,
  mayBeOpen = false,
}: {
  part: FormPart;
  path: string;
  label: string;
  edge: Edge | null;
  mayBeOpen?: boolean;
}): JSX.Element {
  const t = words.value.prescription.form;
  const value = edge === null ? NaN : valueOfEdge(edge);
  return (
    <ToldField told={{ part, path }} columns="two">
      <span class="edge-fields" role="group" aria-label={label}>
        <span class="small">{label}</span>
        <span class="row">
          {edge !== null && (
            <input
              inputMode="numeric"
              autocomplete="off"
              aria-label={label}
              {...describedBy(part, path)}
              onBlur={part.leaving(path)}
              value={Number.isNaN(value) ? '' : value}
              onInput={({ currentTarget: { value: text } }) =>
                part.change(path, edgeOf(kindOfEdge(edge), text.trim() === '' ? NaN : Number(text)))
              }
            />
          )}
          <select
            aria-label={`${label}, ${t.of}`}
            value={edge === null ? 'open' : kindOfEdge(edge)}
            onChange={({ currentTarget }) =>
              part.change(
                path,
                currentTarget.value === 'open'
                  ? null
                  : edgeOf(currentTarget.value as EdgeKind, Number.isNaN(value) ? 70 : value),
              )
            }
          >
            {EDGE_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t.kinds[kind]}
              </option>
            ))}
            {mayBeOpen && <option value="open">{t.open}</option>}
          </select>
        </span>
      </span>
    </ToldField>
  );
}
