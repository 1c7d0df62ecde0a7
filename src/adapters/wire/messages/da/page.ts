import { daAccount } from './account.ts';
import { daApplications } from './applications.ts';
import { messagesIn } from '../icu.ts';
import { danish } from './language.ts';
import { daClinicDesk } from './clinic-desk.ts';
import { daCodeProblems, daTwoFactor } from './two-factor.ts';
import { daPeople } from './people.ts';
import { daNames } from './names.ts';
import { daRelays } from './relays.ts';
import type { PageWords } from '../en/page.ts';
import { daLivePage } from './page-live.ts';
import { daWeekPages } from './page-weeks.ts';
import { daSessionPages } from './page-sessions.ts';
import { daMePage } from './page-me.ts';
import { daPrescriptionPage } from './page-prescription.ts';
import { pageNames } from '../page-names.ts';

const message = messagesIn(danish.region);

export const daPage: PageWords = {
  loading: 'Henter …',
  asTable: 'Som tabel',
  ...pageNames(daNames, {
    zone2: 'roligt nok til en samtale',
    interval_4x4: 'fire hårde minutter, fire gange',
    anti_inflammatory: 'antiinflammatorisk',
    cardio: 'alt, der får pulsen op',
    strength: 'tæller uden puls',
    daily_movement: 'vises, bedømmes ikke',
  }),
  nav: {
    label: 'Hovedmenu',
    skip: 'Gå til indhold',
    language: 'Sprog',
    live: 'Live',
    week: 'Uge',
    weeks: 'Måneder',
    upload: 'Upload',
    me: 'Mig',
    desk: 'Klinik',
    consent: 'Hvem kan se mig',
    authorize: 'Giv et program adgang',
    invitation: 'Invitation',
  },
  cells: {
    lt50: 'Under 50 %',
    '50to60': '50–60 % let',
    '60to65': '60–65 % let og Zone 2',
    '65to70': '65–70 % Zone 2',
    '70to85': '70–85 % midt imellem',
    '85to90': '85–90 % 4×4',
    gt90: 'Over 90 %',
    unknown: 'Ukendt',
  },
  places: {
    below: 'Under',
    anti_inflammatory: 'Let',
    woven: 'Zone 2 + let',
    zone2: 'Zone 2',
    between: 'Imellem',
    interval_4x4: '4×4',
    above: 'For hårdt',
    unknown: 'Ingen puls',
  },
  bpmRange: message('{low}–{high} slag/min'),
  bpmFrom: message('{low} slag/min og op'),
  ...daWeekPages,
  ...daLivePage,
  ...daSessionPages,
  ...daMePage,
  ...daPrescriptionPage,
  relays: daRelays,
  sample: {
    title: 'To prøveuger',
    text: 'Simulerede pas fra denne og sidste uge, som du kan se dig om i. De er mærket som simulerede overalt.',
    add: 'Tilføj prøveugerne',
    remove: 'Fjern alt simuleret',
  },
  leave: {
    title: 'Dine data',
    exportText: 'Alt i én zip: dine originale filer, JSON og CSV. Den kan importeres igen.',
    export: 'Eksportér alt',
    exporting: 'Eksporterer …',
    delete: 'Slet alt',
    deleteText: 'Fjerner dig, dine optagelser og hvert tal, der bygger på dem. Det kan ikke fortrydes.',
    deleteWord: 'SLET',
    deleteType: message('Skriv {word} for at bekræfte'),
    deleteConfirm: 'Slet alt',
  },
  start: {
    title: 'Så løber vi',
    lead: 'Zone Coach gør enhver puls til ét ærligt svar: hvor meget af din dosis har du fået i denne uge, og hvad mangler?',
    ways: 'Kom i gang med det samme',
    asked: 'Træner du selv?',
    askedText: 'Så kom i gang her med et af disse. Det, der optages, er kun dit.',
    forOthers: 'Nej, jeg er her for andre',
    forOthersText: 'Du kan begynde at træne senere, under Mig.',
    aboutYou: 'Om dig',
    measuredMax: 'Målt makspuls, hvis du kender den',
    maxWhy: 'Skriv din fødselsdato eller en målt makspuls: zonerne regnes ud fra den.',
    maxFormula: message('Ud fra din alder er din makspuls omkring {bpm} ± {margin}. En målt værdi er bedre.'),
    save: 'Det er mig',
    thisPhone: 'Telefon',
    pairingTitle: 'Parring',
    pairingText: 'Et øjeblik …',
    pairingAgain: 'En kode virker én gang og i fem minutter. Lav en ny under Mig → Enheder, og scan den.',
  },
  signIn: {
    title: 'Log ind',
    linkTitle: 'Med et engangslink',
    text: 'Åbn linket, som serveren skrev, da den startede. Er det væk? Denne kommando skriver et nyt:',
    command: 'npm run cli -- sign-in-link',
    passwordTitle: 'Med adgangskode',
    email: 'E-mail',
    password: 'Adgangskode',
    enter: 'Log ind',
    signUpTitle: 'Ny her? Opret en konto',
    signUp: 'Opret kontoen',
    sectionTitle: 'Login',
    noEmailYet: 'Vælg en e-mail og en adgangskode, så du kan komme igen fra enhver browser.',
    emailKnown: message('Din e-mail er {email}. Her ændrer du den eller vælger en ny adgangskode.'),
    newPassword: message('Adgangskode, mindst {shortest} tegn'),
    savePassword: 'Gem adgangskode',
    passwordSaved: 'Gemt. Alle andre steder er du logget ud.',
    currentPassword: 'Nuværende adgangskode',
    proofNeeded:
      'Det er mere end ti minutter siden, du loggede ind her, eller den nuværende adgangskode passer ikke. Skriv den nuværende adgangskode, eller log ind igen først.',
    pairedText:
      'Denne telefon er parret med QR-kode: den kan løbe, uploade og læse, og adgangen fjernes under Enheder.',
    events: 'Hvad der er sket med din konto',
    credentialsChanged: 'E-mail og adgangskode gemt',
    endedSessions: message(
      '{count, plural, one {1 andet login afsluttet} other {{count} andre login afsluttet}}',
    ),
    notYou: 'Var det ikke dig? Gem en ny adgangskode: alle andre login slutter.',
    runFirst: 'Slut dit løb først: slag, der ikke er sendt endnu, ville gå tabt.',
    signOut: 'Log ud her',
    unpair: 'Glem denne telefon',
  },
  account: daAccount,
  twoFactor: daTwoFactor,
  people: daPeople,
  applications: daApplications,
  clinicDesk: daClinicDesk,
  problem: {
    title: 'Det lykkedes ikke',
    unknown: 'Noget gik galt hos os. Intet er tabt; prøv igen.',
    offlineTitle: 'Ingen forbindelse',
    retry: 'Prøv igen',
    codes: {
      ...daCodeProblems,
      offline: 'Der er ingen forbindelse til serveren. Intet er tabt; prøv igen, når du er online.',
      import_failed: 'Importen blev opgivet efter flere forsøg. Det, den nåede, kan fortrydes.',
      invalid_email_or_password: 'E-mail eller adgangskode passer ikke.',
      invalid_input: 'Noget af det, du skrev, kan ikke bruges.',
      unauthorised: 'Du er ikke logget ind længere.',
      not_allowed: 'Det må denne enhed ikke. Brug en browser, hvor du er logget ind.',
      not_found: 'Det findes ikke længere.',
      invalid_state: 'Det kan ikke lade sig gøre nu.',
      conflict: 'Der findes allerede noget lignende.',
      preview_required: 'Se først, hvad der ville ændre sig.',
      preview_outdated: 'Noget er ændret imens. Se ændringerne igen, før du bekræfter.',
      request_timeout: 'Det kom ikke frem i tide. Prøv igen på en bedre forbindelse.',
      too_large: 'Det er for stort.',
      unsupported_media_type: 'Den slags kan ikke modtages.',
      unsupported_file: 'Filen kan ikke læses.',
      gone: 'Linket er ikke åbent længere.',
      rate_limited: 'Det gik for hurtigt. Vent et øjeblik, og prøv igen.',
      internal: 'Noget gik galt hos os. Intet er tabt; prøv igen.',
      overloaded: 'Serveren har for travlt lige nu. Prøv igen om lidt.',
    },
  },
};
