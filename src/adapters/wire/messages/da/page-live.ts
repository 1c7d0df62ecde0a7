import { messagesIn } from '../icu.ts';
import { danish } from './language.ts';
import { daRelays } from './relays.ts';
import type { PageWords } from '../en/page.ts';

const message = messagesIn(danish.region);

export const daLivePage: Pick<PageWords, 'live'> = {
  live: {
    startTitle: 'Klar, når du er',
    intentQuestion: 'Hvad skal det være i dag?',
    intents: {
      free: { title: 'Frit', text: message('vis bare min puls') },
      zone2: {
        title: 'Zone 2',
        text: message('{from}–{to} min i roligt tempo'),
      },
      interval_4x4: { title: '4×4', text: message('fire gange fire minutter') },
      anti_inflammatory: {
        title: 'Let',
        text: message('{from}–{to} min'),
      },
    },
    noMax: 'Uden en makspuls er der ingen zoner at coache efter.',
    enterMax: 'Skriv din',
    enterMaxElsewhere: 'Skriv din i en browser, hvor du er logget ind.',
    connect: 'Forbind et pulsbælte',
    trySimulated: 'Prøv med et simuleret løb',
    watch: 'Følg et løb fra en anden enhed',
    keepScreenOn: 'Hold siden åben og skærmen tændt, mens du løber: telefonen sætter skjulte sider på pause.',
    noBluetoothTitle: 'Denne browser kan ikke få fat i et pulsbælte',
    noBluetoothText:
      'Web Bluetooth mangler her (det gør det i Safari på iPhone og i Firefox). Du kan stadig:',
    noBluetoothInsecure:
      'En browser lader kun en side få fat i et pulsbælte over https eller på maskinen selv. Åbn Zone Coach på dens https-adresse. Du kan stadig:',
    noBluetoothWays: [
      'åbne siden i Chrome eller Edge på Android eller en computer',
      'bruge browseren Bluefy på iPhone',
      'lade din egen bro tale vores live-protokol (Mig → Enheder giver den en nøgle, /docs beskriver den)',
    ],
    uploadInstead: 'eller uploade filen fra dit ur bagefter',
    troubles: {
      no_bluetooth: 'Denne browser har ikke Bluetooth.',
      strap_refused: 'Der er ingen kontakt til pulsbæltet. Fugt elektroderne, tag det på, og prøv igen.',
      other_tab: 'Et andet faneblad optager allerede dette løb. Her kan du følge med.',
      no_storage:
        'Browserens lager kan ikke læses, så dit løb fra før kan ikke fortsætte. Genindlæs siden for at prøve igen.',
      nothing_recorded: daRelays.live.nothing,
      needs_tap: 'Dit løb er stadig i gang. Forbind pulsbæltet igen for at fortsætte.',
      no_adapter: 'Bluetooth er slået fra, eller enheden har det ikke. Slå det til, og prøv igen.',
      deleted: 'Løbet er slettet fra en anden skærm. Det, telefonen stadig havde af det, er også væk.',
    },
    notices: {
      storage_lost:
        'Browserens lager virker ikke. Slagene holdes i hukommelsen og sendes: lad siden være åben.',
      storage_back: 'Lageret virker igen: alle slag, der ikke er sendt, ligger i det.',
      screen_may_sleep: 'Browseren holder ikke skærmen tændt. Rør ved den en gang imellem.',
      no_voice: 'Browseren har ingen stemme: råd vises, men læses ikke op.',
      strap_silent: 'Bæltet er forbundet, men tavst. Prøver igen; fugt det, og lad det sidde tæt til huden.',
      strap_lost: 'Bæltet er uden for rækkevidde, eller Bluetooth er slået fra. Der ledes efter det.',
      no_heart_rate:
        'Enheden viser ikke sin puls til andre. Slå deling af puls til på den, eller vælg en anden.',
      no_socket:
        'Live-forbindelsen åbner ikke, nok på grund af en proxy uden WebSocket. Slagene venter på telefonen.',
      set_aside:
        'Tidspunktet for nogle slag kan ikke passe. De er lagt til side; bagefter bestemmer du, hvor de hører til.',
    },
    understood: 'OK',
    endedEmpty: 'Intet af dette løb tæller med endnu.',
    notListed: 'Min enhed er ikke på listen',
    chooseAnother: 'Vælg en anden enhed',
    someDevice: 'en anden enhed',
    keepsRuns: 'Browseren gemmer et løb, til det er sendt.',
    mayClearRuns:
      'Browseren kan rydde løb, der ikke er sendt, når der mangler plads: det hjælper at installere siden.',
    backToRun: 'Tilbage til løbet',
    scaleLabel: message('Zoner: {bands} slag/min'),
    noBands: 'Ingen zoner endnu',
    noCue: 'Intet at rette: bliv ved.',
    paused: 'Pause. Intet tæller, før du fortsætter.',
    waitingForRun: 'Ingen løber lige nu. Et løb dukker op her af sig selv.',
    simulated: 'simuleret',
    watching: 'følger med',
    ceiling: {
      above: message('Over dit loft på {bpm}. Sæt farten ned.'),
      backUnder: 'Under dit loft igen.',
      whatItIs: 'En grænse for træningen, ikke en alarm i nødstilfælde.',
      limit: message(
        '{crossings, plural, =0 {Loft {bpm} slag/min} other {Loft {bpm} slag/min, krydset {crossings, plural, one {én gang} other {{crossings} gange}}}}',
      ),
      silence: 'Slå loftets lyd fra',
    },
    mute: 'Slå oplæste råd fra',
    pause: 'Pause',
    resume: 'Fortsæt',
    end: 'Slut',
    endQuestion: 'Vil du slutte løbet?',
    endUnsent: message('{n} slag er stadig på telefonen; de sendes først.'),
    another: 'Et løb mere',
    sendingOn: message(
      '{n, plural, one {Et løb ligger stadig på telefonen. Det sendes, så snart serveren svarer.} other {{n} løb ligger stadig på telefonen. De sendes, så snart serveren svarer.}}',
    ),
    ending: 'Løbet er slut og bliver gjort op.',
    endingUnsent: message('Løbet er slut. {n} slag sendes, så snart serveren svarer: lad siden være åben.'),
    endSaved: 'Alt er gemt.',
    endConfirm: 'Slut og gem',
    endCancel: 'Løb videre',
    stopWatching: 'Stop med at følge',
    reconnectStrap: 'Tryk for at forbinde pulsbæltet igen',
    simulatedStrap: 'simuleret bælte',
    strap: {
      none: 'intet bælte',
      connecting: 'forbinder bælte',
      connected: 'bælte',
      silent: 'bælte tavst, prøver igen',
      lost: 'bælte væk, leder',
      needs_tap: 'bælte væk',
      no_heart_rate: 'ingen puls fra den',
    },
    unkept: message('telefon: intet lager, {n} i hukommelsen'),
    unsent: message('{n, plural, =0 {telefon: alt sendt} other {telefon: {n} ikke sendt}}'),
    server: {
      connecting: 'forbinder',
      connected: 'server',
      offline: 'offline: telefonen giver råd',
      no_socket: 'ingen live-forbindelse: telefonen giver råd',
      superseded: 'en anden enhed har overtaget',
      refused: 'serveren afviste',
    },
    timesLabel: 'Dette løb, tid i hver zone',
    weekUnknown: 'Hvad der mangler i ugen, vides ikke, så længe serveren er væk. Løbet tæller alligevel med.',
    weekAsOf: message('ud fra det, der var kendt kl. {time}'),
    intervalsLabel: message('{n} af {of} intervaller gennemført'),
    phase: { warm_up: 'Varm op', work: 'Arbejd', recovery: 'Hvil', done: 'Færdig' },
    ofReps: message('{n} af {of}'),
    endedTitle: 'Godt løbet',
    seeWeek: 'Se ugen',
    seeSession: 'Se passet',
    removeSimulated: 'Fjern det simulerede løb',
  },
};
