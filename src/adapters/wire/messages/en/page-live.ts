import { messagesIn } from '../icu.ts';
import { english } from './language.ts';
import { enRelays } from './relays.ts';

const message = messagesIn(english.region);

/** The live page. Danish has the same shape. */
export const enLivePage = {
  live: {
    startTitle: 'Ready when you are',
    intentQuestion: 'What will it be?',
    intents: {
      free: { title: 'Free', text: message('just show my pulse') },
      zone2: {
        title: 'Zone 2',
        text: message('{from}–{to} min easy'),
      },
      interval_4x4: { title: '4×4', text: message('four times four minutes') },
      anti_inflammatory: {
        title: 'Light',
        text: message('{from}–{to} min'),
      },
    } as Record<IntentName, IntentWords>,
    noMax: 'Without a max heart rate there are no zones to coach you by.',
    enterMax: 'Enter yours',
    enterMaxElsewhere: 'Set yours in a browser where you are signed in.',
    connect: 'Connect a strap',
    trySimulated: 'Try it with a simulated run',
    watch: 'Watch a run on another device',
    keepScreenOn: 'Keep this page open and the screen on while you run: a hidden page is put to sleep.',
    noBluetoothTitle: 'This browser can’t reach a strap',
    noBluetoothText:
      'Web Bluetooth is missing here (iPhone’s Safari and Firefox don’t have it). You can still:',
    noBluetoothInsecure:
      'A browser lets a page reach a strap only over https or on the machine itself. Open Zone Coach under its https address. You can still:',
    noBluetoothWays: [
      'open this page in Chrome or Edge on Android or a computer',
      'use the Bluefy browser on iPhone',
      'let a bridge of your own speak our live protocol (Me → Devices gives it a token, /docs describes it)',
    ],
    uploadInstead: 'or upload the file from your watch afterwards',
    troubles: {
      no_bluetooth: 'This browser has no Bluetooth.',
      strap_refused: 'The strap could not be reached. Wet the electrodes, wear it, and try again.',
      other_tab: 'Another tab is already recording this run. This one can watch.',
      no_storage:
        'The storage of this browser can’t be read, so your run of before can’t go on. Reload the page to try again.',
      nothing_recorded: enRelays.live.nothing,
      needs_tap: 'Your run is open. Connect the strap again to go on.',
      no_adapter: 'Bluetooth is switched off, or this device has none. Switch it on and try again.',
      deleted: 'This run was deleted from another screen. What this phone still had of it is gone too.',
    },
    notices: {
      storage_lost:
        'This browser’s storage does not work. Beats are kept in memory and sent: leave this page open.',
      storage_back: 'The storage works again: every unsent beat is kept there.',
      screen_may_sleep: 'The browser does not keep the screen on. Touch it now and then.',
      no_voice: 'This browser has no voice: cues are shown, not spoken.',
      strap_silent: 'The strap is connected but silent. Trying again; wet it and sit it close to the skin.',
      strap_lost: 'The strap is out of reach, or Bluetooth is off. It is being looked for.',
      no_heart_rate:
        'This device shows no heart rate to others. Switch on its broadcast (“heart rate sharing”), or choose another.',
      no_socket:
        'The live connection does not open. A likely cause is a proxy without WebSockets. Beats wait on this phone.',
      set_aside:
        'The time of some beats can’t be right. They are set aside; afterwards you decide where they belong.',
    },
    understood: 'OK',
    endedEmpty: 'Nothing of this run counts yet.',
    notListed: 'My device is not listed',
    chooseAnother: 'Choose another device',
    someDevice: 'another device',
    keepsRuns: 'This browser keeps a run until it is sent.',
    mayClearRuns: 'This browser may clear unsent runs when space runs short: installing the page helps.',
    backToRun: 'Back to the run',
    scaleLabel: message('Bands: {bands} bpm'),
    noBands: 'No zones yet',
    noCue: 'Nothing to say: keep going.',
    paused: 'Paused. Nothing counts until you go on.',
    waitingForRun: 'Nobody is running right now. A run shows here by itself.',
    simulated: 'simulated',
    watching: 'watching',
    ceiling: {
      above: message('Above your ceiling of {bpm}. Slow down.'),
      backUnder: 'Back under your ceiling.',
      whatItIs: 'A limit for training, not an alarm for emergencies.',
      limit: message(
        '{crossings, plural, =0 {Ceiling {bpm} bpm} other {Ceiling {bpm} bpm, crossed {crossings, plural, one {once} other {{crossings} times}}}}',
      ),
      silence: 'Silence the ceiling',
    },
    mute: 'Mute spoken cues',
    pause: 'Pause',
    resume: 'Go on',
    end: 'End',
    endQuestion: 'End this run?',
    endUnsent: message('{n} beats are still on the phone; they are sent first.'),
    another: 'Another run',
    sendingOn: message(
      '{n, plural, one {A run is still on this phone. It is sent as soon as the server answers.} other {{n} runs are still on this phone. They are sent as soon as the server answers.}}',
    ),
    ending: 'The run has ended, and is being judged.',
    endingUnsent: message(
      'The run has ended. {n} beats are sent as soon as the server answers: leave this page open.',
    ),
    endSaved: 'Everything is saved.',
    endConfirm: 'End and save',
    endCancel: 'Keep running',
    stopWatching: 'Stop watching',
    reconnectStrap: 'Tap to reconnect the strap',
    simulatedStrap: 'simulated strap',
    strap: {
      none: 'no strap',
      connecting: 'connecting strap',
      connected: 'strap',
      silent: 'strap silent, trying again',
      lost: 'strap lost, searching',
      needs_tap: 'strap lost',
      no_heart_rate: 'no heart rate from it',
    },
    unkept: message('phone: no storage, {n} in memory'),
    unsent: message('{n, plural, =0 {phone: all sent} other {phone: {n} unsent}}'),
    server: {
      connecting: 'connecting',
      connected: 'server',
      offline: 'offline: coached by the phone',
      no_socket: 'no live connection: coached by the phone',
      superseded: 'another device took over',
      refused: 'server refused',
    },
    timesLabel: 'This run, time in each band',
    weekUnknown:
      'What is left of the week is not known while the server is away. This run counts all the same.',
    weekAsOf: message('by what was known at {time}'),
    intervalsLabel: message('{n} of {of} intervals done'),
    phase: { warm_up: 'Warm up', work: 'Work', recovery: 'Recover', done: 'Done' },
    ofReps: message('{n} of {of}'),
    endedTitle: 'Well run',
    seeWeek: 'See the week',
    seeSession: 'See the session',
    removeSimulated: 'Remove this simulated run',
  },
};

type IntentName = 'free' | 'zone2' | 'interval_4x4' | 'anti_inflammatory';

interface IntentWords {
  title: string;
  /** Of the minutes that are prescribed. */
  text: (values: { from: number; to: number }) => string;
}
