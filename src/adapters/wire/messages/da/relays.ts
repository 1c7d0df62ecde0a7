import { messagesIn } from '../icu.ts';
import { danish } from './language.ts';
import type { RelayWords } from '../en/relays.ts';

const message = messagesIn(danish.region);

const ANYBODY = 'Brugernavn og adgangskode er ligegyldige: adressen selv lukker appen ind.';
const NO_TIME =
  'Appen oplyser ikke tid: et slag gælder fra det øjeblik, det kommer, og et slag, der sendes to gange, tæller to gange.';
const BROKER =
  'Det kræver en MQTT-broker, som tjenesten lytter til: den, der driver tjenesten, angiver den som MQTT_URL.';
const RECORDINGS = 'Appen sender færdige optagelser, ikke live.';

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
  addresses: { http: 'Adresse', ws: 'Adresse', topic: 'Topic', host: 'Vært' },
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
      limit: NO_TIME,
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
      limit: NO_TIME,
    },
    'heart-rate-on-stream': {
      steps: [
        'Få den, der driver tjenesten, til at starte den med LAN_RELAYS=1.',
        'Skriv dette som vært i HeartRateOnStream, 4456 som port og ingen adgangskode.',
        'Lad tekstkilden hedde “heartrate”, og start.',
      ],
      limit: `Appen når kun tjenesten i det lokale netværk, og kun når én person bruger den. ${NO_TIME}`,
    },
    'polar-recorder': {
      steps: [
        'Slå MQTT til i PolarRecorder, og skriv din brokers vært og port.',
        'Sæt dette ind som Topic Prefix.',
        'Vælg HR som data, og start en optagelse.',
      ],
      limit: BROKER,
    },
    'miband-web': {
      steps: [
        'Sæt adressen ind som MIBAND_WS_URL i .env, hvor miband-heart-rate-web kører.',
        'Slå udsendelse af puls til på båndet, og åbn udgiversiden i Chrome eller Edge.',
        'Opret et rum med en hvilken som helst kode, og forbind båndet.',
      ],
      limit: 'Appen sender en værdi, når den ændrer sig.',
    },
    'vrc-osc-miband': {
      steps: [
        'Åbn siden for vrc-osc-miband-hrm.',
        'Skriv det, der står mellem // og kolon, som WebSocket IP, og alt derefter, også /in/…, som Port.',
        'Tryk på Connect WebSocket, og forbind båndet.',
      ],
      limit: `Appen kender kun ws://; dens side på internettet må kun nå den maskine, den er åben på. ${NO_TIME}`,
    },
    heartsock: {
      steps: [
        'Sæt en reverse proxy op med sin egen port, som sender videre til denne adresse.',
        'Skriv proxyens vært og port i Heartsock på uret, og forbind.',
      ],
      limit: `Appen på uret kender en vært og en port, men ingen adresse. ${NO_TIME}`,
    },
    'vts-heartrate': {
      steps: [
        'Erstat ws://localhost:8214 i pluginet med denne adresse og /input efter den.',
        'Token er ligegyldigt: adressen selv lukker pluginet ind.',
      ],
      limit: NO_TIME,
    },
    pulsoid: {
      steps: [
        'Find en bro, der læser dit Pulsoid-feed og kan sende det videre, den modtager.',
        'Giv den denne adresse som mål, og lad beskederne være, som de er.',
      ],
      limit: 'Pulsoid sender ikke selv til en adresse: broen læser den.',
    },
    hyperate: {
      steps: [
        'Find en bro, der følger din HypeRate-kanal og kan sende det videre, den modtager.',
        'Giv den denne adresse som mål, og lad beskederne være, som de er.',
      ],
      limit: `HypeRate sender ikke selv til en adresse: broen læser den. ${NO_TIME}`,
    },
    mqtt: {
      steps: [
        'Skriv din brokers vært og port i appen.',
        'Sæt dette ind som topic; mere må følge efter en skråstreg.',
        'Send med QoS 1, så intet går tabt undervejs.',
      ],
      limit: BROKER,
    },
    gadgetbridge: {
      steps: [
        'Tilføj en Endurain-server blandt integrationerne for aktiviteter i Gadgetbridge (0.92 eller nyere).',
        'Sæt adressen ind som serverens URL.',
        ANYBODY,
      ],
      limit: RECORDINGS,
    },
    runnerup: {
      steps: ['Åbn konti i RunnerUp, og vælg Endurain.', 'Sæt adressen ind som serverens URL.', ANYBODY],
      limit: RECORDINGS,
    },
    yolaq: {
      steps: ['Tilføj en Endurain-server i Yolaq.', 'Sæt adressen ind som URL; API-nøglen er ligegyldig.'],
      limit: RECORDINGS,
    },
    fitotrack: {
      steps: [
        'Åbn indstillingerne for automatisk eksport i FitoTrack, og tilføj HTTP POST.',
        'Sæt adressen ind som URL.',
      ],
      limit: RECORDINGS,
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
