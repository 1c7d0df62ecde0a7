import { messagesIn } from '../icu.ts';
import { english } from './language.ts';

const message = messagesIn(english.region);

/** Words about the second factor of a sign-in (U4). Danish has the same shape. */
export const enTwoFactor = {
  title: 'Two-factor sign-in',
  text: 'A code from an app on your phone, beside the password or the mailed link. A passkey needs none: it is two factors already.',
  isOn: 'It is on: signing in by password or link asks for a code.',
  demanded: 'It stays on while a clinic that you work in demands it.',
  owedTitle: 'First set up two-factor sign-in',
  owed: message('{clinic} demands it of all who work there. You see the clinic once it is on.'),
  setUp: 'Set it up',
  scan: 'Scan this with an authenticator app, for example Aegis, 1Password or Google Authenticator.',
  qrLabel: 'QR code for the authenticator app',
  openApp: 'Open it in an app on this phone',
  secret: 'No camera? Type this key in the app:',
  codeShown: 'The six digits that the app shows',
  confirm: 'Turn it on',
  cancel: 'Leave it',
  codesTitle: 'Your backup codes',
  codesText:
    'Each lets you in once, without the phone. They are shown only now: keep them where you find them again.',
  download: 'Save as a file',
  print: 'Print',
  kept: 'I have kept them',
  newCodes: 'New backup codes',
  turnOff: 'Turn it off',
  password: 'Your password',
  passwordFirst: 'Give your password, so that nobody who borrows your browser can do this.',
  signInFirst:
    'Your sign-in here is more than ten minutes old. Give your password; if you have none, sign in again first.',
  challenge: {
    title: 'One more step',
    text: 'Type the code that your authenticator app shows.',
    code: 'Code, six digits',
    backupText: 'Type one of the backup codes that you kept. Each works once.',
    backupCode: 'Backup code',
    enter: 'Sign in',
    useBackup: 'Use a backup code',
    useApp: 'Use the app',
    startAgain: 'Start over',
  },
  clinic: {
    title: 'How members sign in',
    demand: 'Everybody here needs two-factor sign-in',
    text: 'Who has not set it up sees nothing of the clinic until they have.',
    ownFirst: 'Set it up for yourself first, under Me.',
    on: 'two-factor on',
    off: 'no two-factor yet',
  },
};

/** Refusals of a code, in words for whoever types it. */
export const enCodeProblems = {
  invalid_code: 'This code does not fit. Codes change every 30 seconds: type the one that shows now.',
  invalid_backup_code: 'This backup code does not fit, or it was used before.',
  invalid_password: 'The password does not fit.',
  invalid_two_factor_cookie: 'That took too long. Sign in once more.',
  too_many_attempts_request_new_code: 'Too many wrong codes. Sign in once more.',
  account_temporarily_locked: 'Too many wrong codes. Wait a quarter of an hour, then sign in once more.',
  totp_already_enabled: 'It is on already. Load the page again.',
  two_factor_required: 'This clinic demands two-factor sign-in: set it up under Me.',
};
