import { messagesIn } from '../icu.ts';
import { danish } from './language.ts';
import type { enApplications } from '../en/applications.ts';

const message = messagesIn(danish.region);

export const daApplications: typeof enApplications = {
  ask: {
    title: message('Giv {name} adgang?'),
    titleUnknown: 'Giv et program adgang?',
    signedIn: message('Du er logget ind som {name}.'),
    back: message('Programmet har selv valgt navnet. Du sendes tilbage til {host}.'),
    backHere: 'Programmet har selv valgt navnet. Det kører på denne enhed.',
    wants: 'Det må',
    scopes: {
      report: 'se uger og mål',
      sessions: 'se hver træning med puls',
      live: 'se pulsen under et løb',
      prescribe: 'skrive ordinationer og undskylde uger',
      upload: 'sende filer ind, men ingen se',
    },
    others: 'Det samme for dem, der lader dig se dem, så langt de lader dig.',
    until: message('Indtil {date}, eller til du afbryder det under Mig. Hvert kig står i adgangsloggen.'),
    allow: 'Giv adgang',
    refuse: 'Afvis',
    unknown: 'Intet program, der kendes her, beder om adgang. Gå tilbage til programmet, og begynd forfra.',
    tooOld: 'Anmodningen er udløbet. Gå tilbage til programmet, og begynd forfra.',
  },
  connected: {
    title: 'Forbundne programmer',
    text: 'De handler for dig med den adgang, du gav, og må aldrig mere, end du selv må. Ét tryk stopper det med det samme.',
    none: 'Intet program er forbundet.',
    scopes: {
      report: 'Uger og mål',
      sessions: 'Hver træning med puls',
      live: 'Pulsen under et løb',
      prescribe: 'Ordinere og undskylde uger',
      upload: 'Sende filer ind',
    },
    lastUsed: message('sidst brugt {when}'),
    neverUsed: 'ikke brugt endnu',
    disconnect: 'Afbryd',
    disconnectOne: message('Afbryd {name}'),
  },
  own: {
    title: 'Dine egne programmer',
    text: 'Registrér et program eller en assistent, før det beder folk om adgang. En assistent (MCP) forbinder til denne adresse:',
    summary: 'Registrér et program',
    name: 'Hvad det hedder',
    redirectUris: 'Adresser, folk sendes tilbage til, én på hver linje',
    confidential: 'Det kører på en server, der kan holde på en hemmelighed',
    register: 'Registrér det',
    id: message('Klient-id: {id}'),
    secret: 'Programmets hemmelighed',
    noSecret: 'Det skal ikke bruge en hemmelighed.',
    remove: 'Fjern',
    removeOne: message('Fjern {name}'),
  },
  through: message('{name} gennem {application}'),
};
