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
    assignOf: message('Give {name} to athletes'),
    remove: 'Remove',
    removeOf: message('Remove {name}'),
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
