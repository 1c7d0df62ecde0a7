import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { maskExcerpt } from '../../../src/adapters/wire/relays/mask-excerpt.ts';
import { relayFrame, type RelayTransport } from '../../../src/adapters/wire/relays/relay-frame.ts';
import { RELAYS, readRelay, relayOf } from '../../../src/adapters/wire/relays/relays.ts';
import { timeOf } from '../../../src/adapters/wire/relays/relay-values.ts';

const NOON_MS = Date.UTC(2026, 10, 20, 12);

function read(text: string, transport: RelayTransport = 'http', userAgent: string | null = null) {
  const { relay, reading } = readRelay(relayFrame(text, { transport, userAgent }));
  return { app: relay.id, bpm: reading?.beats.map(({ code }) => code) ?? null, reading };
}

/** [what an app sends that is no heart rate, of what its own server says to that] */
const UNREADABLE: readonly (readonly [string, string])[] = [
  ['set bpm x', 'error: '],
  ['set tracker 1', 'error: '],
  ['{"type":"hr","bpm":"x"}', '{"type":"error","message":'],
  ['{"messageType":"InputRequest","data":{"heartrate":"x"}}', '"ErrorResponse"'],
  ['{"topic":"hr:1","event":"hr_update","payload":{"hr":"x"},"ref":7}', '"ref":7'],
  [
    '{"op":6,"d":{"requestType":"SetInputSettings","requestId":"7","requestData":{"inputSettings":{"text":"x"}}}}',
    '"result":false',
  ],
];

/** [app, what it sends, bpm as read, transport] */
const FRAMES: readonly (readonly [string, string, readonly number[], RelayTransport?])[] = [
  [
    'hr_push',
    '{"event":"heartRate","heartRate":85,"percent":0.42,"connected":true,"device":"Polar H10","timestamp":"2025-12-12T09:00:00.000Z"}',
    [85],
  ],
  [
    'hr_push',
    '{"event":"connection","connected":false,"device":"Polar H10","timestamp":"2025-12-12T09:05:00.000Z"}',
    [],
  ],
  [
    'sensor-logger',
    '{"messageId":0,"sessionId":"s","deviceId":"d","payload":[{"name":"heart rate","time":1698501144401773000,"values":{"bpm":72}},{"name":"accelerometer","time":1698501144401773000,"values":{"x":0.1}}]}',
    [72],
  ],
  [
    'sensor-logger',
    '{"messageId":4,"sessionId":"s","deviceId":"d","payload":[{"name":"HeartRate","time":"1698501144401773000","values":{"bpm":72.4}},{"name":"Heart Rate","time":1698501145401773000,"values":{"bpm":0}}]}',
    [72, 0],
  ],
  ['sensor-logger', '{"messageId":5,"sessionId":"s","deviceId":"d","payload":[]}', []],
  ['heartkick', '{"bpm":72,"timestamp":"2026-11-20T12:00:00.123456789+00:00"}', [72]],
  ['heartkick', '{"bpm":72,"rr":[812,830],"timestamp":"2026-11-20T12:00:00+00:00"}', [72]],
  ['heart-rate-monitor-mobile', '{"bpm": "72"}', [72]],
  [
    'heart-rate-on-stream',
    '{"op":6,"d":{"requestType":"SetInputSettings","requestId":"7","requestData":{"inputName":"heartrate","inputSettings":{"text":"72"}}}}',
    [72],
  ],
  ['heart-rate-on-stream', '{"op":6,"d":{"requestType":"GetSceneList","requestId":"8"}}', []],
  [
    'heart-rate-monitor-mobile',
    '{"heart_rate":72,"connected":true,"status":"ok","timestamp":1700000000000}',
    [72],
  ],
  ['heart-rate-to-web', 'rate=72', [72]],
  ['heart-rate-to-web', 'rate=-1', []],
  ['heart-rate-to-web', 'bpm=72', [72]],
  ['hds', 'clientName:watch', []],
  ['hds', 'heartRate:72', [72]],
  ['hds', 'heartRate:72\ncalories:13', [72]],
  ['hds', 'calories:13', []],
  ['hds', '{"dataType":"heartRate","value":"72","clientName":"watch"}', [72]],
  ['vrc-osc-miband', '72', [72], 'websocket'],
  ['vrc-osc-miband', '0', [0], 'websocket'],
  ['vrc-osc-miband', 'true', [], 'websocket'],
  ['vrc-osc-miband', '{"text":"BPM"}', [], 'websocket'],
  ['heartsock', 'set bpm 72', [72], 'websocket'],
  ['heartsock', 'set battery 90', [], 'websocket'],
  ['heartsock', 'get bpm', [], 'websocket'],
  ['heartsock', 'ping', [], 'websocket'],
  [
    'miband-web',
    '{"type":"join","room":"r","clientId":"c","name":"Mi Band","role":"publisher"}',
    [],
    'websocket',
  ],
  ['miband-web', '{"type":"hr","bpm":72,"contact":true,"ts":1700000000000}', [72], 'websocket'],
  ['miband-web', '{"type":"hr_clear"}', [], 'websocket'],
  ['miband-web', '{"type":"mic","db":-40}', [], 'websocket'],
  ['miband-web', '{"type":"hr","bpm":72,"contact":false,"ts":1700000000000}', [0], 'websocket'],
  [
    'vts-heartrate',
    '{"messageType":"AuthenticationRequest","data":{"pluginName":"p","pluginAuthor":"a","token":"t"}}',
    [],
    'websocket',
  ],
  ['vts-heartrate', '{"messageType":"InputRequest","data":{"heartrate":78}}', [78], 'websocket'],
  ['pulsoid', '{"measured_at":1625310655000,"data":{"heart_rate":40}}', [40]],
  [
    'pulsoid',
    '{"kind":"heart_rate","timestamp":"2026-11-20T12:00:00Z","heart_rate":{"profile_id":"p","bpm":72}}',
    [72],
  ],
  ['pulsoid', '{"data":{"heartRate":72}}', [72]],
  ['hyperate', '{"topic":"hr:ID","event":"hr_update","payload":{"hr":75},"ref":null}', [75], 'websocket'],
  ['hyperate', '{"topic":"phoenix","event":"heartbeat","payload":{},"ref":0}', [], 'websocket'],
  [
    'polar-recorder',
    '{"phoneTimestamp":1700000000000,"deviceId":"H10","recordingName":"r","dataType":"HR","data":[{"hr":71,"rrs":[840]},{"hr":72}]}',
    [71, 72],
    'mqtt',
  ],
  ['other', '72', [72]],
  ['other', '[{"hr":70},{"hr":"71"},{"heart rate":72}]', [70, 71, 72]],
  ['other', '{"user":{"id":7},"samples":[{"HeartRate":99}]}', [99]],
  ['other', '{"heartrate":90,"ts":1680709755531,"battery":100}', [90]],
  ['other', '{"hr":255}', [0]],
  ['other', 'Heart Rate: 88', [88]],
];

describe('dialects (N3)', () => {
  for (const [app, text, bpm, transport] of FRAMES) {
    test(`${app}: ${text}`, () => {
      expect(read(text, transport)).toMatchObject({ app, bpm });
    });
  }

  it('knows HeartRateMonitorMobile by its user agent, whatever its template', () => {
    const { app, bpm } = read('{"pulse":"72","who":"me"}', 'http', 'HeartRateMonitorMobile-Webhook/1.0');
    expect([app, bpm]).toEqual(['heart-rate-monitor-mobile', [72]]);
  });

  it('asks the usual app first', () => {
    const usual = relayOf('heartsock');
    expect(readRelay(relayFrame('set bpm 72', { transport: 'http' }), usual).relay.id).toBe('heartsock');
    expect(readRelay(relayFrame('rate=72', { transport: 'http' }), usual).relay.id).toBe('heart-rate-to-web');
  });

  test.each([
    '',
    'hello',
    '{"a":1}',
    '{',
    'null',
    'true',
    '[]',
    '{"event":"heartRate","heartRate":"high"}',
    'set bpm fast',
  ])('does not make a beat of %j', (text) => {
    expect(read(text).reading).toBeNull();
  });

  test('what a sensor says without a value is no value, what no heart does is invalid', () => {
    expect(['0', '-1', '255', '65535'].map((bpm) => read(`{"hr":${bpm}}`).bpm)).toEqual([[0], [0], [0], [0]]);
    expect([read('{"hr":-7}').bpm, read('{"hr":40000}').bpm, read('{"hr":20}').bpm]).toEqual([
      [-3],
      [-3],
      [20],
    ]);
  });

  test('RR intervals in milliseconds become 1/1024 s, as a list and as text', () => {
    for (const rr of ['[1000,500]', '"1000,500"']) {
      const { reading } = read(`{"bpm":72,"rr":${rr},"timestamp":"2026-11-20T12:00:00Z"}`);
      expect(reading?.beats[0]?.rr).toEqual([1024, 512]);
    }
  });

  test('answers: 499 with words for Sensor Logger, and what each socket waits for', () => {
    const answer = (text: string, outcome: 'read' | 'unreadable' = 'read') => {
      const frame = relayFrame(text, { transport: 'websocket' });
      return readRelay(frame).relay.answer?.(frame, outcome) ?? null;
    };
    const broken = '{"messageId":1,"sessionId":"s","payload":[{"name":"heart rate","time":1,"values":{}}]}';
    expect(read(broken).reading).toBeNull();
    expect(answer(broken, 'unreadable')).toMatchObject({ status: 499 });
    expect(answer(broken, 'unreadable')?.text).toMatch(/\w+ \w+/);
    expect(answer('ping')?.text).toBe('pong');
    for (const [text, said] of UNREADABLE) {
      expect(read(text, 'websocket').reading, text).toBeNull();
      expect(answer(text, 'unreadable'), text).toMatchObject({ status: 400 });
      expect(answer(text, 'unreadable')?.text, text).toContain(said);
    }
    expect(answer('get bpm')?.text).not.toMatch(/\d/);
    expect(answer('{"type":"join","room":"r"}')?.text).toContain('joined');
    expect(answer('{"messageType":"InputRequest","data":{"heartrate":78}}')?.text).toContain('InputResponse');
    expect(answer('{"topic":"phoenix","event":"heartbeat","payload":{},"ref":3}')?.text).toContain('"ref":3');
  });
});

describe('what every dialect says is read as it was meant', () => {
  const spoken = RELAYS.flatMap((relay) => (relay.speech === null ? [] : [{ relay, speech: relay.speech }]));

  test.each(spoken)('$relay.id', ({ relay, speech }) => {
    const beats = Array.from({ length: speech.batch }, (_, index) => ({
      bpm: 100 + index,
      atMs: NOON_MS + index * 1_000,
      rrMs: [600],
      index,
    }));
    for (const opening of speech.opening ?? []) expect(read(opening, speech.transport).app).toBe(relay.id);
    const { app, bpm, reading } = read(speech.say(beats), speech.transport, speech.userAgent ?? null);
    expect([app, bpm]).toEqual([relay.id, beats.map((beat) => beat.bpm)]);
    const times = reading?.beats.map(({ time }) => time?.ms ?? null);
    expect(times).toEqual(beats.map(({ atMs }) => (speech.tellsTime ? atMs : null)));
  });
});

describe('times (N4)', () => {
  test.each([
    ['1698501144401773000', 1698501144401],
    ['1698501144401773', 1698501144401],
    [1698501144401, 1698501144401],
    ['1698501144', 1698501144000],
    ['2026-11-20T13:00:00.25+01:00', NOON_MS + 250],
    ['2026-11-20 13:00:00 +0100', NOON_MS],
    ['2026-11-20T12:00:00,5z', NOON_MS + 500],
  ])('%s has an offset', (text, ms) => {
    expect(timeOf(text)).toEqual({ ms, hasOffset: true });
  });

  test('a local time tells beats apart and not when they were', () => {
    expect(timeOf('2026-11-20T12:00:00.000')).toEqual({ ms: NOON_MS, hasOffset: false });
  });

  test.each(['15.01.2026 10:30:00 PM', '', 'soon', 12, 1e300, Infinity, NaN, null, '2026-13-01T00:00:00Z'])(
    '%s is none',
    (value) => {
      expect(timeOf(value)).toBeNull();
    },
  );

  test('nanoseconds never pass through a double', () => {
    const { reading } = read(
      '{"messageId":0,"sessionId":"s","payload":[{"name":"heart rate","time":1698501144400999999,"values":{"bpm":72}}]}',
    );
    expect(reading?.beats[0]?.time?.ms).toBe(1698501144400);
  });
});

describe('a frame that cannot be read', () => {
  test('is shown by its shape and names, without a value', () => {
    expect(maskExcerpt('{"pulse":{"now":"seventy","raw":[72,73]},"who":"Anna"}')).toBe(
      '{"pulse":{"now":"…","raw":[##,##]},"who":"…"}',
    );
    expect(maskExcerpt('pulse=72&who=Anna')).toBe('pulse=…&who=…');
    expect(maskExcerpt(`{"secret":"${'x'.repeat(300)}`)).toBe('{"secret":"…"');
    expect(maskExcerpt('a'.repeat(500)).length).toBeLessThanOrEqual(200);
  });

  test('reading is total and quick, whatever arrives', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 400, unit: 'binary' }), fc.json()), (text) => {
        const transport = 'websocket';
        expect(readRelay(relayFrame(text, { transport })).relay).toBeDefined();
        maskExcerpt(text);
      }),
      { numRuns: 200 },
    );
    const begunMs = performance.now();
    for (const text of [
      '"\\"'.repeat(20_000),
      ' '.repeat(60_000),
      '['.repeat(60_000),
      `-${'1'.repeat(60_000)}.`,
      `{"a":1${'1'.repeat(60_000)}}`,
    ])
      readRelay(relayFrame(text, { transport: 'http' }));
    expect(performance.now() - begunMs).toBeLessThan(2_000);
  });
});
