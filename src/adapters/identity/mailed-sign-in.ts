import type { Locale } from '../../domain/athlete.ts';
import type { Letters } from '../../application/ports/letters.ts';
import { AppError } from '../../application/errors.ts';
import { addressBlock } from './address-block.ts';
import { PER_ADDRESS, type Attempts } from './attempts.ts';
import type { Auth } from './create-auth.ts';

/** Letters to one address in a quarter of an hour, so that nobody fills somebody else's mailbox. */
export const PER_RECIPIENT = 5;

export interface MailedSignInDeps {
  readonly auth: Auth;
  readonly attempts: Attempts;
  readonly letters: Pick<Letters, 'signInLink'> | null;
  /** A sign-in link for the account with this address. */
  readonly linkFor: (email: string) => Promise<string>;
}

/**
 * Sends a sign-in link to an address that has an account (U4), which is also the way back for a forgotten password (U5).
 * The answer comes before the account is looked for, so neither its words nor its time tell whether there is one (X).
 *
 * @throws AppError `invalid_state` where no mail server is configured, `rate_limited`.
 */
export function mailedSignIn({ auth, attempts, letters, linkFor }: MailedSignInDeps) {
  return async (asked: { email: string; locale: Locale }, address: string): Promise<void> => {
    if (letters === null) {
      throw new AppError('invalid_state', 'This installation sends no mail: ask whoever runs it for a link.');
    }
    const email = asked.email.trim().toLowerCase();
    await attempts.take([
      { name: `letter:${email}`, limit: PER_RECIPIENT },
      { name: `letters-from:${addressBlock(address)}`, limit: PER_ADDRESS },
    ]);
    const send = async (): Promise<void> => {
      const { internalAdapter } = await auth.$context;
      if ((await internalAdapter.findUserByEmail(email)) === null) return;
      await letters.signInLink({ to: email, locale: asked.locale, link: await linkFor(email) });
    };
    // Nobody waits: a database that fails now refuses the next request in its own words.
    send().catch(() => undefined);
  };
}
