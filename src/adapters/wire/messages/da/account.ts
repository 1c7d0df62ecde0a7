import { messagesIn } from '../icu.ts';
import { danish } from './language.ts';
import type { enAccount } from '../en/account.ts';

const message = messagesIn(danish.region);

export const daAccount: typeof enAccount = {
  mailLink: 'Send mig et link i stedet',
  mailLinkText:
    'Ingen adgangskode, eller glemt? Et link på mail logger dig ind én gang, og du vælger en ny adgangskode under Mig.',
  mailSent:
    'Hvis adressen har en konto, er der et link på vej. Det virker én gang, inden for 15 minutter. Kom der ikke noget? Se efter blandt uønsket mail.',
  sessionsTitle: 'Her er du logget ind',
  here: 'denne browser',
  unknownBrowser: 'En browser',
  browserOn: message('{browser} på {system}'),
  lastUsed: message('sidst brugt {when}'),
  end: 'Log ud dér',
  endOf: message('Log ud dér: {name}'),
  endAll: 'Log ud alle steder',
  inviteEmail: 'E-mail, hvis linket også skal sendes',
  mailed: 'Linket er også sendt på mail.',
  notMailed: 'Mailserveren tog ikke imod mailen: giv selv linket videre.',
};
