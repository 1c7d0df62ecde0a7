import type { GrantScope } from '../../../../domain/consent-scopes.ts';
import { messagesIn } from '../icu.ts';
import { english } from './language.ts';

const message = messagesIn(english.region);

/** Words of a clinic's desk. Danish has the same shape. */
export const enClinicDesk = {
  parts: {
    label: 'Parts of the desk',
    athletes: 'Athletes',
    wall: 'Running now',
    templates: 'Templates',
    people: 'People',
  } as Record<'label' | 'athletes' | 'wall' | 'templates' | 'people', string>,
  clinics: 'Your clinics',
  own: {
    tab: 'Your own',
    title: 'Athletes who let you yourself see them',
    none: 'Nobody yet. An athlete who opens your link decides what you see, and ends it with one tap.',
    linkText: 'Send your athletes this link. It asks them; by itself it opens nothing.',
    number: 'Your number',
  },
  athlete: {
    back: 'All athletes',
    week: 'Their week',
    noSessions: 'No session that you may see.',
    noLonger: 'This athlete no longer lets you see them here.',
    letsYou: 'Lets the clinic',
    letsYourself: 'Lets you',
    scopes: {
      report: 'see weeks and goals',
      sessions: 'see each session',
      live: 'see the pulse while running',
      prescribe: 'prescribe',
    } satisfies Record<GrantScope, string>,
    prescribedFrom: message('From {date}.'),
    declined: message('Declined a prescription on {date}.'),
    prescribe: 'Prescribe from a template',
    notes: 'Notes',
    noNotes: 'Nothing written yet. What you write, the athlete reads.',
    takeBack: 'Take back',
  },
  max: {
    title: 'Suggest a max heart rate',
    theirs: 'Only the athlete changes it: they see what weeks would become, and confirm or decline.',
    suggest: 'Suggest it',
    sent: 'Suggested',
    states: { open: 'not answered yet', confirmed: 'confirmed', declined: 'declined' } as Record<
      'open' | 'confirmed' | 'declined',
      string
    >,
  },
  fromCoaches: 'From those who coach you',
  decline: {
    prescribed: message('{name} prescribes from {date}.'),
    somebody: 'Somebody you let',
    see: 'See it, and say no if you like',
    decline: 'Say no to it',
    whatChanges: 'What was prescribed before it counts again. Weeks that would change:',
    why: 'Why? They read it',
    confirm: 'Say no',
    keep: 'Keep it',
  },
  suggested: {
    text: message('{name} suggests {bpm} bpm from {date}.'),
    decline: 'No, thanks',
  },
  members: {
    noName: 'No name yet',
    leave: 'Leave the clinic',
    leaveQuestion: 'Leave? What you see by it ends at once.',
    putOut: 'Remove',
    putOutQuestion: message('Remove {name}? What they see by the clinic ends at once.'),
    yes: 'Yes',
  },
  demo: {
    title: 'A demo clinic',
    text: '20 simulated athletes with what a fortnight brought: some diligent, some silent, some too hard. They are marked simulated, and go by one click.',
    make: 'Make the demo clinic',
    making: 'Making 20 athletes. It takes some seconds.',
    remove: 'Remove the demo clinic',
  },
  wall: {
    title: 'Who is running',
    running: message('{n, plural, one {is running} other {are running}}'),
    inNeed: message('{n, plural, one {1 needs a word} other {{n} need a word}}'),
    nobody: 'Nobody is running right now',
    nobodyHelp: 'Athletes who let the clinic see their pulse show here by themselves as they start.',
    unnamed: 'An athlete',
    server: {
      connecting: 'connecting',
      connected: 'live',
      offline: 'no connection, trying again',
      refused: 'You may not see this wall. Sign in as a coach of the clinic.',
    } as Record<'connecting' | 'connected' | 'offline' | 'refused', string>,
    needs: {
      ceiling: 'Above the ceiling',
      too_hard: 'Above 90 % of max',
      silent: 'No pulse for 10 s or more',
      fine: 'As it should be',
    } as Record<'ceiling' | 'too_hard' | 'silent' | 'fine', string>,
  },
  templates: {
    title: 'Templates',
    none: 'No templates yet',
    noneHelp: 'Make one from a preset or your own numbers, then give it to one or many from a Monday.',
    make: 'Make a template',
    name: 'Its name',
    reason: 'Why? Athletes read this',
    reasonExample: 'rehabilitation, first four weeks',
    save: 'Save the template',
    cancel: 'Leave it',
    assign: 'Give it to athletes',
    remove: 'Remove',
    removeQuestion: 'Remove it? What was given stays.',
    keep: 'Keep it',
    nobody:
      'Nobody lets this clinic prescribe yet. An athlete allows it under “Who can see me”: “Prescribe for me and excuse weeks”.',
    toWhom: 'To whom?',
    everybody: message('All {n}'),
    from: 'From Monday',
    aMonday: 'Choose a Monday: a week has one prescription.',
    give: message(
      '{n, plural, =0 {Prescribe} one {Prescribe to 1 athlete} other {Prescribe to {n} athletes}}',
    ),
    given: message('Prescribed to {names} from {date}. They read who did and why, and may decline.'),
    refused: message('{name}: the athlete no longer lets you prescribe for this date.'),
  },
};
