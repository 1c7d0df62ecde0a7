import { enAccount } from './account.ts';
import { enApplications } from './applications.ts';
import { messagesIn } from '../icu.ts';
import { english } from './language.ts';
import { enClinicDesk } from './clinic-desk.ts';
import { enCodeProblems, enTwoFactor } from './two-factor.ts';
import { enPeople } from './people.ts';
import { enNames } from './names.ts';
import { enRelays } from './relays.ts';
import { enLivePage } from './page-live.ts';
import { enWeekPages } from './page-weeks.ts';
import { enSessionPages } from './page-sessions.ts';
import { enMePage } from './page-me.ts';
import { enPrescriptionPage } from './page-prescription.ts';
import { pageNames } from '../page-names.ts';

const message = messagesIn(english.region);

/** Every word of the page. Danish has the same shape; the compiler sees to it. */
export const enPage = {
  loading: 'Loading …',
  asTable: 'As a table',
  ...pageNames(enNames, {
    zone2: 'easy enough to talk',
    interval_4x4: 'four hard minutes, four times',
    anti_inflammatory: 'anti-inflammatory',
    cardio: 'whatever gets the pulse up',
    strength: 'counts without a pulse',
    daily_movement: 'shown, not judged',
  }),
  nav: {
    label: 'Main',
    skip: 'Skip to content',
    language: 'Language',
    live: 'Live',
    week: 'Week',
    weeks: 'Months',
    upload: 'Upload',
    me: 'Me',
    desk: 'Desk',
    consent: 'Who can see me',
    authorize: 'Give an application access',
    invitation: 'Invitation',
  } as Record<string, string> & {
    label: string;
    skip: string;
    language: string;
    live: string;
    week: string;
    me: string;
  },
  cells: {
    lt50: 'Below 50 %',
    '50to60': '50–60 % light',
    '60to65': '60–65 % light and Zone 2',
    '65to70': '65–70 % Zone 2',
    '70to85': '70–85 % in between',
    '85to90': '85–90 % 4×4',
    gt90: 'Above 90 %',
    unknown: 'Unknown',
  } as Record<string, string>,
  places: {
    below: 'Below',
    anti_inflammatory: 'Light',
    woven: 'Zone 2 + light',
    zone2: 'Zone 2',
    between: 'In between',
    interval_4x4: '4×4',
    above: 'Too hard',
    unknown: 'No pulse',
  },
  bpmRange: message('{low}–{high} bpm'),
  bpmFrom: message('{low} bpm and up'),
  ...enWeekPages,
  ...enLivePage,
  ...enSessionPages,
  ...enMePage,
  ...enPrescriptionPage,
  relays: enRelays,
  sample: {
    title: 'A sample fortnight',
    text: 'Simulated sessions of this week and the last, to look around in. Marked as simulated everywhere.',
    add: 'Add the sample',
    remove: 'Remove everything simulated',
  },
  leave: {
    title: 'Your data',
    exportText: 'Everything in one zip: your original files, JSON and CSV. It can be imported again.',
    export: 'Export everything',
    exporting: 'Exporting …',
    delete: 'Delete everything',
    deleteText: 'Removes you, your recordings and every number derived from them. This can’t be undone.',
    deleteWord: 'DELETE',
    deleteType: message('Type {word} to confirm'),
    deleteConfirm: 'Delete everything',
  },
  start: {
    title: 'Let’s run',
    lead: 'Zone Coach turns any heart rate into one honest answer: how much of your dose have you had this week, and what is left?',
    ways: 'Begin right away',
    asked: 'Do you train yourself?',
    askedText: 'Then begin here with any of these. What is recorded is yours alone.',
    forOthers: 'No, I am here for others',
    forOthersText: 'You can begin to train later, under Me.',
    aboutYou: 'About you',
    measuredMax: 'Measured max heart rate, if you know it',
    maxWhy: 'A birth date or a measured max: bands are shares of your max heart rate.',
    maxFormula: message('From age your max is about {bpm} ± {margin} bpm. A measured value is better.'),
    save: 'That’s me',
    thisPhone: 'Phone',
    pairingTitle: 'Pairing',
    pairingText: 'One moment …',
    pairingAgain: 'A code works once and for five minutes. Make a new one under Me → Devices and scan it.',
  },
  signIn: {
    title: 'Sign in',
    linkTitle: 'With a one-time link',
    text: 'Open the link that the server printed when it started. Lost it? This command prints a new one:',
    command: 'npm run cli -- sign-in-link',
    passwordTitle: 'With a password',
    email: 'E-mail',
    password: 'Password',
    enter: 'Sign in',
    signUpTitle: 'New here? Make an account',
    signUp: 'Make the account',
    sectionTitle: 'Sign-in',
    noEmailYet: 'Set an e-mail and a password to come back from any browser.',
    emailKnown: message('Your e-mail is {email}. Here you change it or set a new password.'),
    newPassword: message('Password, at least {shortest} characters'),
    savePassword: 'Set password',
    passwordSaved: 'Set. Everywhere else you are signed out.',
    currentPassword: 'Current password',
    proofNeeded:
      'Your sign-in here is more than ten minutes old, or the current password does not fit. Give the current password, or sign in again first.',
    pairedText:
      'This phone was paired by QR code: it may run, upload and read, and is revoked under Devices.',
    events: 'What was done to your account',
    credentialsChanged: 'E-mail and password set',
    endedSessions: message(
      '{count, plural, one {1 other sign-in ended} other {{count} other sign-ins ended}}',
    ),
    notYou: 'Not you? Set a new password: every other sign-in ends.',
    runFirst: 'End your run first: beats that are not yet sent would be lost.',
    signOut: 'Sign out here',
    unpair: 'Forget this phone',
  },
  account: enAccount,
  twoFactor: enTwoFactor,
  people: enPeople,
  applications: enApplications,
  clinicDesk: enClinicDesk,
  problem: {
    title: 'That did not work',
    unknown: 'Something went wrong on our side. Nothing is lost; try again.',
    offlineTitle: 'No connection',
    retry: 'Try again',
    /** Refusals by their code: all of them in Danish; in English only where the server's own sentence is not enough. */
    codes: {
      ...enCodeProblems,
      offline: 'The server can’t be reached. Nothing is lost; try again when you are back online.',
      import_failed: 'The import was given up after several attempts. What it brought so far can be undone.',
    } as Record<string, string>,
  },
};

export type PageWords = typeof enPage;
