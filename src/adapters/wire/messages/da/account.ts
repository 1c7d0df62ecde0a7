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
  addressConfirmed: 'Den nye e-mailadresse er din: log ind med den fra nu af.',
  addressRefused:
    'Linket er ikke åbent: det er brugt, eller det er for gammelt. Gem adressen igen under Mig for at få et nyt.',
  addressToConfirm: message(
    'Adgangskoden er gemt. Svar nu på mailen til {email}; indtil da logger du ind med din hidtidige adresse.',
  ),
  sessionsTitle: 'Her er du logget ind',
  here: 'denne browser',
  unknownBrowser: 'En browser',
  browserOn: message('{browser} på {system}'),
  lastUsed: message('sidst brugt {when}'),
  end: 'Log ud dér',
  endOf: message('Log ud dér: {name}'),
  endAll: 'Log ud alle steder',
  passkeysTitle: 'Adgangsnøgler',
  passkeysText: 'Finger, ansigt eller PIN i stedet for en adgangskode; nøglen bliver på din enhed.',
  passkey: 'Adgangsnøgle',
  passkeyAdd: 'Tilføj en adgangsnøgle',
  passkeySaved: 'Tilføjet. Brug den, næste gang du logger ind.',
  passkeyAdded: message('tilføjet {when}'),
  passkeyRemove: 'Fjern',
  passkeyRemoveOf: message('Fjern {name}'),
  passkeyNeedsSignIn:
    'Det er mere end ti minutter siden, du loggede ind her. Log ind igen, og tilføj så nøglen.',
  enterByPasskey: 'Log ind med en adgangsnøgle',
  noPasskeyChosen: 'Der blev ikke valgt nogen nøgle. Prøv igen, eller tag en anden vej.',
  passkeyUnknown: 'Denne nøgle kendes ikke her. Tag en anden vej, og tilføj en ny under Mig.',
  acceptWithPasskey: 'Sig ja med en adgangsnøgle',
  inviteEmail: 'E-mail, hvis linket også skal sendes',
  mailed: 'Linket er også sendt på mail.',
  notMailed: 'Mailserveren tog ikke imod mailen: giv selv linket videre.',
};
