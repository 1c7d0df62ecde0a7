import type { ApplicationScope } from '../../../../domain/consent-scopes.ts';
import { messagesIn } from '../icu.ts';
import { english } from './language.ts';

const message = messagesIn(english.region);

/** Words about applications that act for a person (D2). Danish has the same shape. */
export const enApplications = {
  ask: {
    title: message('Give {name} access?'),
    titleUnknown: 'Give an application access?',
    signedIn: message('You are signed in as {name}.'),
    back: message('The application chose this name itself. You are sent back to {host}.'),
    backHere: 'The application chose this name itself. It runs on this device.',
    wants: 'It may',
    scopes: {
      report: 'see weeks and goals',
      sessions: 'see each session with its pulse',
      live: 'see the pulse during a run',
      prescribe: 'write prescriptions and excuse weeks',
      upload: 'send files in, and see none',
    } satisfies Record<ApplicationScope, string>,
    others: 'The same for those who let you see them, as far as they let you.',
    until: message('Until {date}, or until you disconnect it under Me. Each look is in the access log.'),
    allow: 'Give access',
    refuse: 'Refuse',
    unknown: 'No application that is known here asks for access. Go back to the application and begin again.',
    tooOld: 'This request has run out. Go back to the application and begin again.',
  },
  connected: {
    title: 'Connected applications',
    text: 'They act for you with the access you gave, and may never do more than you may. One tap ends it at once.',
    none: 'No application is connected.',
    scopes: {
      report: 'Weeks and goals',
      sessions: 'Each session with its pulse',
      live: 'The pulse during a run',
      prescribe: 'Prescribe and excuse weeks',
      upload: 'Send files in',
    } satisfies Record<ApplicationScope, string>,
    lastUsed: message('last used {when}'),
    neverUsed: 'not used yet',
    disconnect: 'Disconnect',
    disconnectOne: message('Disconnect {name}'),
  },
  own: {
    title: 'Your own applications',
    text: 'Register an application or an assistant before it asks people for access. An assistant (MCP) connects to this address:',
    summary: 'Register an application',
    name: 'What it is called',
    redirectUris: 'Addresses to which people are sent back, one on each line',
    confidential: 'It runs on a server that keeps a secret',
    register: 'Register it',
    id: message('Client id: {id}'),
    secret: 'Secret of the application',
    noSecret: 'It needs no secret.',
    remove: 'Remove',
    removeOne: message('Remove {name}'),
  },
  through: message('{name} through {application}'),
};
