import type { ComponentChildren, InputHTMLAttributes, JSX } from 'preact';

/** Something to fill in, under its name. */
export function Field({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

interface TextFieldProps extends Omit<InputHTMLAttributes, 'label' | 'value' | 'onInput'> {
  label: string;
  value: string;
  onValue: (value: string) => void;
}

/** One line of text, a date or a time; what a browser's own `type` and attributes make of it. */
export function TextField({ label, onValue, ...input }: TextFieldProps): JSX.Element {
  return (
    <Field label={label}>
      <input {...input} onInput={(event) => onValue(event.currentTarget.value)} />
    </Field>
  );
}

/** A whole number, with the digits of a phone's keyboard. */
export function NumberField(props: TextFieldProps): JSX.Element {
  return <TextField type="number" inputMode="numeric" {...props} />;
}
