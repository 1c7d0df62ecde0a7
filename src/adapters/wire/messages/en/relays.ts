import { messagesIn } from '../icu.ts';
import { english } from './language.ts';
import type { RelayAppId, RelayGuide } from '../relay-guide.ts';

const message = messagesIn(english.region);

const SIGN_IN_AS_ANYBODY = 'Any user name and password will do: the address itself lets the app in.';
const NO_TIME =
  'It tells no time: a beat counts as of when it arrives, and one that is sent twice counts twice.';
const BROKER =
  'It needs an MQTT broker that this service listens to: whoever runs the service names it as MQTT_URL.';
const RECORDINGS = 'It sends finished recordings, not live beats.';

/** Words about the apps that send heart rate. */
export const enRelays = {
  title: 'Apps that send',
  lead: 'Most apps, watches and bridges that can send heart rate somewhere can send it here. Each gets its own address: it can add heartbeats and recordings, and read nothing.',
  manage: 'Apps and their addresses',
  mine: 'Your addresses',
  none: 'No app has an address yet.',
  never: 'nothing has come yet',
  lastSeen: message('last seen {when}'),
  from: { loopback: 'from this machine', private: 'from your network', public: 'from the internet' },
  expires: message('expires {when}'),
  revoke: 'Revoke',
  revokeInlet: message('Revoke {name}'),
  answerWithCoaching: 'Answer with coaching',
  answerText: 'Whoever knows the address then sees your pulse, bands and what is left.',
  plainHttp:
    'The address came unencrypted from beyond your local network: anybody on the way could read it. Revoke it, and use https.',
  unreadable: message(
    '{n, plural, one {1 message could not be read} other {{n} messages could not be read}}',
  ),
  unreadableText: 'The latest, with their values masked:',
  add: 'Add an app',
  app: 'App',
  name: 'Name',
  make: 'Make its address',
  once: 'This address is shown once. Lost it? Make another and revoke this one.',
  addresses: { http: 'Address', ws: 'Address', topic: 'Topic', host: 'Host' },
  copy: 'Copy',
  copied: 'Copied',
  qrLabel: 'QR code of the address',
  onlyHere: message(
    'Only this machine can reach {host}. Start Zone Coach with HOST=0.0.0.0 and open it here by its name or address in your network first.',
  ),
  waiting: 'Waiting for your first beat …',
  waitingForFile: 'Waiting for your first recording …',
  arrived: 'It arrived.',
  arrivedBpm: message('{bpm} bpm'),
  test: 'Send a test beat',
  tested: message('A test beat of {bpm} bpm was stored; it belongs to the run that begins now.'),
  done: 'Done',
  coach: 'Coach me on this page',
  other: 'Another app',
  names: { file: 'a recording', endurain: 'as an Endurain server', other: 'an unknown app' } as Record<
    string,
    string
  >,
  guides: {
    hr_push: {
      steps: [
        'Connect your strap or watch in hr_push.',
        'Open its settings and paste the address as the push address.',
        'Save. It sends once a second while it is connected.',
      ],
    },
    'sensor-logger': {
      steps: [
        'In Sensor Logger open Settings → Data Streaming and switch on HTTP Push.',
        'Paste the address as the Push URL and tap Test Pushing.',
        'Choose heart rate (of the watch) as a sensor and start a recording.',
      ],
    },
    'heart-rate-monitor-mobile': {
      steps: [
        'In HeartRateMonitorMobile add a webhook for “heart rate updated”.',
        'Paste the address as its URL and leave the body as it is.',
      ],
      limit: NO_TIME,
    },
    heartkick: {
      steps: ['In heartkick open the webhook integration.', 'Paste the address as its URL and switch it on.'],
    },
    'heart-rate-to-web': {
      steps: [
        'Open HeartRateToWeb on the watch.',
        'Enter the address as its URL; a delay of 1000 ms is enough.',
      ],
      limit: 'The versions that only know a host and a port can’t use an address.',
    },
    hds: {
      steps: [
        'Open Health Data Server on the watch.',
        'Enter the whole address, with ws:// or wss:// in front, and tap Start.',
      ],
      limit: NO_TIME,
    },
    'heart-rate-on-stream': {
      steps: [
        'Have whoever runs this service start it with LAN_RELAYS=1.',
        'In HeartRateOnStream enter this as the host, 4456 as the port, and no password.',
        'Leave the text source as “heartrate” and start.',
      ],
      limit: `It reaches the service in the local network alone, as long as one athlete uses it. ${NO_TIME}`,
    },
    'polar-recorder': {
      steps: [
        'In PolarRecorder switch on MQTT and enter the host and port of your broker.',
        'Paste this as the Topic Prefix.',
        'Choose HR as the data and start a recording.',
      ],
      limit: BROKER,
    },
    'miband-web': {
      steps: [
        'Where miband-heart-rate-web runs, paste the address as MIBAND_WS_URL into its .env.',
        'Switch on the heart-rate broadcast of the band and open the publishing page in Chrome or Edge.',
        'Create a room with any code and connect the band.',
      ],
      limit: 'It sends a value when it changes.',
    },
    'vrc-osc-miband': {
      steps: [
        'Open the page of vrc-osc-miband-hrm.',
        'As WebSocket IP enter what stands between // and the colon, as Port all that follows it, /in/… included.',
        'Tap Connect WebSocket, then connect the band.',
      ],
      limit: `It knows ws:// alone; its page on the internet may reach only the machine that it is open on. ${NO_TIME}`,
    },
    heartsock: {
      steps: [
        'Set up a reverse proxy with a port of its own that passes on to this address.',
        'In Heartsock on the watch enter the host and the port of that proxy, and connect.',
      ],
      limit: `The watch app knows a host and a port, and no address. ${NO_TIME}`,
    },
    'vts-heartrate': {
      steps: [
        'In the plugin replace ws://localhost:8214 by this address, with /input behind it.',
        'Any token will do: the address itself lets the plugin in.',
      ],
      limit: NO_TIME,
    },
    pulsoid: {
      steps: [
        'Take a bridge that reads your Pulsoid feed and can send on what it receives.',
        'Give it this address as its target, and leave the frames as they are.',
      ],
      limit: 'Pulsoid itself sends nothing to an address: the bridge reads it.',
    },
    hyperate: {
      steps: [
        'Take a bridge that joins your HypeRate channel and can send on what it receives.',
        'Give it this address as its target, and leave the frames as they are.',
      ],
      limit: `HypeRate itself sends nothing to an address: the bridge reads it. ${NO_TIME}`,
    },
    mqtt: {
      steps: [
        'Enter the host and port of your broker in the app.',
        'Paste this as the topic; more may follow after a slash.',
        'Publish with QoS 1, so that nothing is lost on the way.',
      ],
      limit: BROKER,
    },
    gadgetbridge: {
      steps: [
        'In Gadgetbridge (0.92 or newer) add an Endurain server under the activity integrations.',
        'Paste the address as the server’s URL.',
        SIGN_IN_AS_ANYBODY,
      ],
      limit: RECORDINGS,
    },
    runnerup: {
      steps: [
        'In RunnerUp open the accounts and choose Endurain.',
        'Paste the address as the server’s URL.',
        SIGN_IN_AS_ANYBODY,
      ],
      limit: RECORDINGS,
    },
    yolaq: {
      steps: ['In Yolaq add an Endurain server.', 'Paste the address as its URL; any API key will do.'],
      limit: RECORDINGS,
    },
    fitotrack: {
      steps: [
        'In FitoTrack open Settings → automatic export and add an HTTP POST target.',
        'Paste the address as its URL.',
      ],
      limit: RECORDINGS,
    },
    'health-auto-export': {
      steps: [
        'In Health Auto Export add an automation of the kind REST API.',
        'Paste the address as its URL, with JSON as the format.',
        'Choose workouts with their heart rate, or heart rate with no aggregation.',
      ],
      limit: 'It sends what Apple Health already holds, minutes late.',
    },
    'hc-webhook': {
      steps: ['In HC Webhook add the address as a webhook URL.', 'Choose heart rate and exercise.'],
      limit: 'It sends what Health Connect already holds, every 15 minutes at best.',
    },
    'open-wearables': {
      steps: ['Give the address as the host of the Open Wearables SDK.'],
      limit: 'It sends what the phone’s health store already holds.',
    },
    other: {
      steps: [
        'Paste the address wherever the app asks for a URL, webhook or server.',
        'It may post to it or open a WebSocket (ws:// or wss://), with JSON, a form, key:value or a bare number.',
      ],
    },
  } as Record<RelayAppId, RelayGuide>,
  live: {
    start: 'A relay is running: coach me here',
    text: 'The app on the phone or watch captures; this page coaches and speaks.',
    source: 'Which app?',
    sport: 'Sport',
    go: 'Coach me',
    setUp: 'Give an app its address',
    waiting: 'Waiting for the first beat of your app. It shows here by itself.',
    lead: message('by {device}'),
    nothing: 'The run is over. Nothing was recorded.',
  },
};

export type RelayWords = typeof enRelays;
