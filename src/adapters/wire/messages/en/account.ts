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
  sessionsTitle: 'Where you are signed in',
  here: 'this browser',
  unknownBrowser: 'A browser',
  browserOn: message('{browser} on {system}'),
  lastUsed: message('last used {when}'),
  end: 'Sign out there',
  endOf: message('Sign out there: {name}'),
  endAll: 'Sign out everywhere',
  inviteEmail: 'E-mail, if the link should also be sent',
  mailed: 'The link is sent by mail as well.',
  notMailed: 'The mail server did not take the mail: pass the link on yourself.',
};
