export interface NewAccount {
  readonly name: string;
  /** Null: the account signs in by other means than e-mail. */
  readonly email: string | null;
  readonly password: string | null;
}

/** Accounts of people, as the identity side keeps them. */
export interface Accounts {
  /**
   * @throws AppError `invalid_input` for a password that is guessed early, `conflict` for an address of somebody else.
   */
  check(account: NewAccount): Promise<void>;
  /** @throws AppError as `check`. */
  create(account: NewAccount): Promise<{ userId: string }>;
}
