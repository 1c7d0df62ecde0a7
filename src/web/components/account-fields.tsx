import type { JSX } from 'preact';
import { words } from '../language/language.ts';
import { TextField } from './field.tsx';

export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export const EMPTY_ACCOUNT: NewAccount = { name: '', email: '', password: '' };

interface AccountFieldsProps {
  readonly account: NewAccount;
  readonly onAccount: (account: NewAccount) => void;
  readonly emailLabel: string;
  /** Whether the account needs an address and a password; a name it always needs. */
  readonly required: boolean;
}

/** What somebody says of themselves to come in (U2, U3). */
export function AccountFields({ account, onAccount, emailLabel, required }: AccountFieldsProps): JSX.Element {
  const t = words.value.people.invitation;
  const { name, email, password } = account;
  return (
    <>
      <TextField
        label={t.name}
        required
        maxLength={200}
        autocomplete="name"
        value={name}
        onValue={(value) => onAccount({ ...account, name: value })}
      />
      <TextField
        label={emailLabel}
        type="email"
        required={required}
        autocomplete="username"
        value={email}
        onValue={(value) => onAccount({ ...account, email: value })}
      />
      <TextField
        label={t.password}
        type="password"
        required={required}
        autocomplete="new-password"
        minLength={12}
        value={password}
        onValue={(value) => onAccount({ ...account, password: value })}
      />
    </>
  );
}
