import { messagesIn } from '../icu.ts';
import { english } from './language.ts';

const message = messagesIn(english.region);

/** Words about the ways back in and where one is signed in. Danish has the same shape. */
export const enAccount = {
  mailLink: 'Mail me a link instead',
  mailLinkText:
    'No password, or forgotten? A link by mail signs you in once, and you set a new password under Me.',
  mailSent:
    'If the address has an account, a link is on its way. It works once, within 15 minutes. Nothing came? Look among the unwanted mail.',
  addressConfirmed: 'The new e-mail address is yours: sign in with it from now on.',
  addressRefused:
    'This link is not open: it was used, or it is too old. Set the address again under Me for a new one.',
  addressToConfirm: message(
    'The password is set. Now answer the mail to {email}; until then you sign in with your former address.',
  ),
  sessionsTitle: 'Where you are signed in',
  here: 'this browser',
  unknownBrowser: 'A browser',
  browserOn: message('{browser} on {system}'),
  lastUsed: message('last used {when}'),
  end: 'Sign out there',
  endOf: message('Sign out there: {name}'),
  endAll: 'Sign out everywhere',
  passkeysTitle: 'Passkeys',
  passkeysText: 'A finger, a face or a PIN instead of a password; it stays on your device.',
  passkey: 'Passkey',
  passkeyAdd: 'Add a passkey',
  passkeySaved: 'Added. Use it the next time you sign in.',
  passkeyAdded: message('added {when}'),
  passkeyRemove: 'Remove',
  passkeyRemoveOf: message('Remove {name}'),
  passkeyNeedsSignIn: 'Your sign-in here is more than ten minutes old. Sign in again, then add the passkey.',
  enterByPasskey: 'Sign in with a passkey',
  noPasskeyChosen: 'No passkey was chosen. Try again, or take another way.',
  passkeyUnknown: 'This passkey is not known here. Take another way, and add a new one under Me.',
  acceptWithPasskey: 'Accept with a passkey',
  inviteEmail: 'E-mail, if the link should also be sent',
  mailed: 'The link is sent by mail as well.',
  notMailed: 'The mail server did not take the mail: pass the link on yourself.',
};
