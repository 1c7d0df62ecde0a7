import { messagesIn } from '../icu.ts';
import { danish } from './language.ts';
import type { enCodeProblems, enTwoFactor } from '../en/two-factor.ts';

const message = messagesIn(danish.region);

export const daTwoFactor: typeof enTwoFactor = {
  title: 'Totrinslogin',
  text: 'En kode fra en app på din telefon ud over adgangskoden eller linket på mail. En adgangsnøgle kræver ingen: den er to trin i sig selv.',
  isOn: 'Slået til: login med adgangskode eller link spørger om en kode.',
  demanded: 'Det bliver slået til, så længe en klinik, du arbejder i, kræver det.',
  owedTitle: 'Sæt først totrinslogin op',
  owed: message('{clinic} kræver det af alle, der arbejder der. Du ser klinikken, når det er slået til.'),
  setUp: 'Sæt det op',
  scan: 'Scan den med en godkendelsesapp, for eksempel Aegis, 1Password eller Google Authenticator.',
  qrLabel: 'QR-kode til godkendelsesappen',
  openApp: 'Åbn den i en app på denne telefon',
  secret: 'Intet kamera? Skriv denne nøgle i appen:',
  codeShown: 'De seks cifre, appen viser',
  confirm: 'Slå det til',
  cancel: 'Lad være',
  codesTitle: 'Dine reservekoder',
  codesText:
    'Hver af dem lukker dig ind én gang uden telefonen. De vises kun nu: gem dem, hvor du kan finde dem igen.',
  download: 'Gem som fil',
  print: 'Udskriv',
  kept: 'Jeg har gemt dem',
  newCodes: 'Nye reservekoder',
  turnOff: 'Slå det fra',
  password: 'Din adgangskode',
  passwordFirst: 'Skriv din adgangskode, så ingen, der låner din browser, kan gøre det her.',
  signInFirst:
    'Det er mere end ti minutter siden, du loggede ind her. Skriv din adgangskode; har du ingen, så log ind igen først.',
  challenge: {
    title: 'Et trin mere',
    text: 'Skriv den kode, din godkendelsesapp viser.',
    code: 'Kode, seks cifre',
    backupText: 'Skriv en af de reservekoder, du gemte. Hver virker én gang.',
    backupCode: 'Reservekode',
    enter: 'Log ind',
    useBackup: 'Brug en reservekode',
    useApp: 'Brug appen',
    startAgain: 'Begynd forfra',
  },
  clinic: {
    title: 'Sådan logger medlemmer ind',
    demand: 'Alle her skal bruge totrinslogin',
    text: 'Den, der ikke har sat det op, ser intet af klinikken, før det er gjort.',
    ownFirst: 'Sæt det op for dig selv først, under Mig.',
    on: 'totrinslogin',
    off: 'intet totrinslogin endnu',
  },
};

export const daCodeProblems: typeof enCodeProblems = {
  invalid_code: 'Koden passer ikke. Koder skifter hvert 30. sekund: skriv den, der vises nu.',
  invalid_backup_code: 'Reservekoden passer ikke, eller den er brugt.',
  invalid_password: 'Adgangskoden passer ikke.',
  invalid_two_factor_cookie: 'Det tog for lang tid. Log ind igen.',
  too_many_attempts_request_new_code: 'For mange forkerte koder. Log ind igen.',
  account_temporarily_locked: 'For mange forkerte koder. Vent et kvarter, og log så ind igen.',
  totp_already_enabled: 'Det er allerede slået til. Indlæs siden igen.',
  two_factor_required: 'Klinikken kræver totrinslogin: sæt det op under Mig.',
};
