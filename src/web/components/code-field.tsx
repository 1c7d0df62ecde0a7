import type { JSX } from 'preact';
import { TextField } from './field.tsx';

/** Six digits that an authenticator app shows, typed or filled in by the phone. */
export function CodeField(props: {
  label: string;
  value: string;
  onValue: (value: string) => void;
}): JSX.Element {
  return (
    <TextField
      {...props}
      class="code-field numeral"
      inputMode="numeric"
      autocomplete="one-time-code"
      pattern="\s*(\d\s*){6}"
      maxLength={12}
      required
    />
  );
}

/** Without the gaps that apps show for the eye. */
export function codeOf(typed: string): string {
  return typed.replaceAll(/\s/g, '');
}
