import { messagesIn } from '../icu.ts';
import { danish } from './language.ts';
import type { RelayWords } from '../en/relays.ts';

const message = messagesIn(danish.region);

const ANYBODY = 'Brugernavn og adgangskode er ligegyldige: adressen selv lukker appen ind.';

export const daRelays: RelayWords = {
  title: 'Apps, der sender',
  lead: 'De fleste apps, ure og broer, der kan sende puls et sted hen, kan sende den hertil. Hver får sin egen adresse: den kan tilføje pulsslag og optagelser og læse ingenting.',
  manage: 'Apps og deres adresser',
  mine: 'Dine adresser',
  none: 'Ingen app har en adresse endnu.',
  never: 'intet er kommet endnu',
  lastSeen: message('sidst set {when}'),
  from: { loopback: 'fra denne maskine', private: 'fra dit netværk', public: 'fra internettet' },
  expires: message('udløber {when}'),
  revoke: 'Luk',
  revokeInlet: message('Luk {name}'),
  answerWithCoaching: 'Svar med coaching',
  answerText: 'Enhver, der kender adressen, ser så din puls, dine zoner og det, der mangler.',
  plainHttp: 'Adressen kom ukrypteret udefra: enhver undervejs kunne læse den. Luk den, og brug https.',
  unreadable: message('{n, plural, one {1 besked kunne ikke læses} other {{n} beskeder kunne ikke læses}}'),
  unreadableText: 'De seneste, med værdierne skjult:',
  add: 'Tilføj en app',
  app: 'App',
  name: 'Navn',
  make: 'Lav dens adresse',
  once: 'Adressen vises én gang. Er den væk? Lav en ny, og luk denne.',
  address: 'Adresse',
  copy: 'Kopiér',
  copied: 'Kopieret',
  qrLabel: 'QR-kode med adressen',
  onlyHere: message(
    'Kun denne maskine kan nå {host}. Start Zone Coach med HOST=0.0.0.0, og åbn siden her via maskinens navn eller adresse i dit netværk først.',
  ),
  waiting: 'Venter på dit første pulsslag …',
  waitingForFile: 'Venter på din første optagelse …',
  arrived: 'Den er kommet.',
  arrivedBpm: message('{bpm} slag/min'),
  test: 'Send et prøveslag',
  tested: message('Et prøveslag på {bpm} blev gemt; det hører til det løb, der begynder nu.'),
  done: 'Færdig',
  coach: 'Coach mig på denne side',
  other: 'En anden app',
  names: { file: 'en optagelse', endurain: 'som Endurain-server', other: 'en ukendt app' },
  guides: {
    hr_push: {
      steps: [
        'Forbind dit pulsbælte eller ur i hr_push.',
        'Åbn indstillingerne, og sæt adressen ind som push-adresse.',
        'Gem. Appen sender hvert sekund, så længe den er forbundet.',
      ],
    },
    'sensor-logger': {
      steps: [
        'Åbn Settings → Data Streaming i Sensor Logger, og slå HTTP Push til.',
        'Sæt adressen ind som Push URL, og tryk på Test Pushing.',
        'Vælg puls (fra uret) som sensor, og start en optagelse.',
      ],
    },
    'heart-rate-monitor-mobile': {
      steps: [
        'Tilføj en webhook for “heart rate updated” i HeartRateMonitorMobile.',
        'Sæt adressen ind som URL, og lad indholdet stå.',
      ],
      limit: 'Appen oplyser ikke tid: et slag gælder fra det øjeblik, det kommer.',
    },
    heartkick: {
      steps: ['Åbn webhook-integrationen i heartkick.', 'Sæt adressen ind som URL, og slå den til.'],
    },
    'heart-rate-to-web': {
      steps: ['Åbn HeartRateToWeb på uret.', 'Skriv adressen som URL; en forsinkelse på 1000 ms er nok.'],
      limit: 'De udgaver, der kun kender en vært og en port, kan ikke bruge en adresse.',
    },
    hds: {
      steps: [
        'Åbn Health Data Server på uret.',
        'Skriv hele adressen med ws:// eller wss:// foran, og tryk på Start.',
      ],
      limit: 'Appen oplyser ikke tid: et slag gælder fra det øjeblik, det kommer.',
    },
    gadgetbridge: {
      steps: [
        'Tilføj en Endurain-server blandt integrationerne for aktiviteter i Gadgetbridge (0.92 eller nyere).',
        'Sæt adressen ind som serverens URL.',
        ANYBODY,
      ],
      limit: 'Appen sender færdige optagelser, ikke live.',
    },
    runnerup: {
      steps: ['Åbn konti i RunnerUp, og vælg Endurain.', 'Sæt adressen ind som serverens URL.', ANYBODY],
      limit: 'Appen sender færdige optagelser, ikke live.',
    },
    fitotrack: {
      steps: [
        'Åbn indstillingerne for automatisk eksport i FitoTrack, og tilføj HTTP POST.',
        'Sæt adressen ind som URL.',
      ],
      limit: 'Appen sender færdige optagelser, ikke live.',
    },
    'health-auto-export': {
      steps: [
        'Tilføj en automatisering af typen REST API i Health Auto Export.',
        'Sæt adressen ind som URL, med JSON som format.',
        'Vælg træning med puls, eller puls uden sammenlægning.',
      ],
      limit: 'Appen sender det, Apple Sundhed allerede har, nogle minutter forsinket.',
    },
    'hc-webhook': {
      steps: ['Tilføj adressen som webhook i HC Webhook.', 'Vælg puls og træning.'],
      limit: 'Appen sender det, Health Connect allerede har, højst hvert kvarter.',
    },
    'open-wearables': {
      steps: ['Angiv adressen som vært i Open Wearables SDK.'],
      limit: 'Appen sender det, telefonens sundhedsdata allerede har.',
    },
    other: {
      steps: [
        'Sæt adressen ind, hvor appen beder om en URL, en webhook eller en server.',
        'Den må sende med POST eller åbne en WebSocket (ws:// eller wss://), med JSON, en formular, nøgle:værdi eller kun et tal.',
      ],
    },
  },
  live: {
    start: 'En app sender allerede: coach mig her',
    text: 'Appen på telefonen eller uret optager; denne side coacher og taler.',
    source: 'Hvilken app?',
    sport: 'Sport',
    go: 'Coach mig',
    setUp: 'Giv en app dens adresse',
    waiting: 'Venter på det første slag fra din app. Det vises her af sig selv.',
    lead: message('fra {device}'),
    nothing: 'Løbet er slut. Intet blev optaget.',
  },
};
