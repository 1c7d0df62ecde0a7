import { randomUUID } from 'node:crypto';
import type { Accounts } from '../../application/ports/accounts.ts';
import { AppError } from '../../application/errors.ts';
import type { Auth } from './create-auth.ts';
import { madeUpAddress } from './made-up-address.ts';
import { refuseWeakPassword } from './refuse-weak-password.ts';

/** Accounts of people who were invited, among the library's own. */
export function createAccounts(auth: Auth): Accounts {
  const check: Accounts['check'] = async ({ email, password }) => {
    const { internalAdapter } = await auth.$context;
    if (password !== null) {
      if (email === null) {
        throw new AppError('invalid_input', 'A password needs an e-mail address to sign in with.', {
          field: 'email',
        });
      }
      await refuseWeakPassword(password, email);
    }
    if (email !== null && (await internalAdapter.findUserByEmail(email)) !== null) {
      throw new AppError(
        'conflict',
        'This e-mail address has an account: sign in, then open the link again.',
        {
          field: 'email',
        },
      );
    }
  };
  return {
    check,
    create: async (account) => {
      await check(account);
      const { internalAdapter, password: hasher } = await auth.$context;
      const { name, password } = account;
      const email = account.email?.toLowerCase() ?? madeUpAddress(randomUUID());
      // An address that was typed in is nobody's proof of reading its mail.
      const user = await internalAdapter.createUser(
        { name, email, emailVerified: false },
        { method: 'magic-link' },
      );
      if (password !== null) {
        await internalAdapter.linkAccount({
          userId: user.id,
          providerId: 'credential',
          accountId: user.id,
          password: await hasher.hash(password),
        });
      }
      return { userId: user.id };
    },
  };
}
