import { messagesIn } from '../icu.ts';
import { danish } from './language.ts';
import type { enClinicDesk } from '../en/clinic-desk.ts';

const message = messagesIn(danish.region);

export const daClinicDesk: typeof enClinicDesk = {
  parts: {
    label: 'Klinikkens dele',
    athletes: 'Udøvere',
    wall: 'Løber nu',
    templates: 'Skabeloner',
    people: 'Personer',
  },
  clinics: 'Dine klinikker',
  athlete: {
    back: 'Alle udøvere',
    noLonger: 'Udøveren lader ikke længere klinikken se sig.',
    letsYou: 'Lader klinikken',
    scopes: {
      report: 'se uger og mål',
      sessions: 'se hver træning',
      live: 'se pulsen under løb',
      prescribe: 'ordinere',
    },
    prescribedFrom: message('Fra {date}.'),
    declined: message('Afslog en ordination den {date}.'),
    prescribe: 'Ordinér fra en skabelon',
    notes: 'Noter',
    noNotes: 'Intet skrevet endnu. Det, du skriver, læser udøveren.',
    takeBack: 'Træk tilbage',
  },
  max: {
    title: 'Foreslå en makspuls',
    theirs: 'Kun udøveren ændrer den: de ser, hvad ugerne ville blive til, og bekræfter eller afslår.',
    suggest: 'Foreslå den',
    sent: 'Foreslået',
    states: { open: 'ikke besvaret endnu', confirmed: 'bekræftet', declined: 'afslået' },
  },
  fromCoaches: 'Fra dine behandlere',
  decline: {
    prescribed: message('{name} ordinerer fra {date}.'),
    somebody: 'En, du har givet lov,',
    see: 'Se den, og sig nej, hvis du vil',
    decline: 'Sig nej til den',
    whatChanges: 'Det, der gjaldt før den, gælder igen. Uger, der ville ændre sig:',
    why: 'Hvorfor? De læser det',
    confirm: 'Sig nej',
    keep: 'Behold den',
  },
  suggested: {
    text: message('{name} foreslår {bpm} slag fra {date}.'),
    decline: 'Nej tak',
  },
  demo: {
    title: 'En demoklinik',
    text: '20 simulerede udøvere med det, fjorten dage bragte: nogle flittige, nogle tavse, nogle for hårde. De er mærket som simulerede og forsvinder med ét klik.',
    make: 'Opret demoklinikken',
    making: 'Opretter 20 udøvere. Det tager nogle sekunder.',
    remove: 'Fjern demoklinikken',
  },
  wall: {
    title: 'Hvem løber',
    running: message('{n, plural, one {løber} other {løber}}'),
    inNeed: message('{n, plural, one {1 trænger til et ord} other {{n} trænger til et ord}}'),
    nobody: 'Ingen løber lige nu',
    nobodyHelp: 'Udøvere, der lader klinikken se deres puls, dukker selv op her, når de begynder.',
    unnamed: 'En udøver',
    server: {
      connecting: 'forbinder',
      connected: 'live',
      offline: 'ingen forbindelse, prøver igen',
      refused: 'Du må ikke se denne væg. Log ind som behandler i klinikken.',
    },
    needs: {
      ceiling: 'Over loftet',
      too_hard: 'Over 90 % af maks',
      silent: 'Ingen puls i 10 sekunder eller mere',
      fine: 'Som det skal være',
    },
  },
  templates: {
    title: 'Skabeloner',
    none: 'Ingen skabeloner endnu',
    noneHelp: 'Lav en ud fra et forlæg eller egne tal, og giv den så til én eller mange fra en mandag.',
    make: 'Lav en skabelon',
    name: 'Dens navn',
    reason: 'Hvorfor? Det læser udøverne',
    reasonExample: 'genoptræning, de første fire uger',
    save: 'Gem skabelonen',
    cancel: 'Lad være',
    assign: 'Giv den til udøvere',
    remove: 'Fjern',
    removeQuestion: 'Fjern den? Det, der er givet, bliver stående.',
    keep: 'Behold den',
    nobody:
      'Ingen lader endnu klinikken ordinere. Udøveren giver lov under “Hvem kan se mig”: “Ordinere for mig og undskylde uger”.',
    toWhom: 'Til hvem?',
    everybody: message('Alle {n}'),
    from: 'Fra mandag',
    aMonday: 'Vælg en mandag: en uge har én ordination.',
    give: message('{n, plural, =0 {Ordinér} one {Ordinér til 1 udøver} other {Ordinér til {n} udøvere}}'),
    given: message(
      'Ordineret til {names} fra {date}. De læser, hvem der gjorde det og hvorfor, og kan sige nej.',
    ),
    refused: message('{name}: udøveren lader dig ikke længere ordinere fra den dag.'),
  },
};
