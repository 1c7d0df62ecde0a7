import { describe, expect, it } from 'vitest';
import { gpxOf, steady, tcxOf, timeAt } from '../../support/track-files.ts';
import { rowsOf } from './decode-fixture.ts';
import { decodedText, secondsOfText, takenText } from './track-seconds.ts';

const GPX = gpxOf([steady(0, 600, 120)]);
const TCX = tcxOf([{ atS: 0, timerS: 600, tracks: [steady(0, 600, 120)] }]);
const WHOLE = [{ active: 600, unknown: 0, histogram: { 120: 600 } }];

const respelled = (text: string, spell: (time: string) => string): string =>
  text.replaceAll(/(<[tT]ime>)([^<]+)/g, (_, tag: string, time: string) => `${tag}${spell(time)}`);

describe('R: spellings of times', () => {
  it.each([
    ['a blank for T', (time: string) => time.replace('T', ' ')],
    ['a comma for the point', (time: string) => time.replace('.', ',')],
    ['a lower-case z', (time: string) => time.replace('Z', 'z')],
    ['+00', (time: string) => time.replace('Z', '+00')],
    ['+0000', (time: string) => time.replace('Z', '+0000')],
    ['a blank before the offset', (time: string) => time.replace('Z', ' +00:00')],
    ['slashes in the date', (time: string) => time.replaceAll('-', '/')],
    ['points in the date', (time: string) => time.replaceAll('-', '.')],
    ['the name of the zone', (time: string) => time.replace('Z', ' UTC')],
    ['the name and an offset', (time: string) => time.replace('Z', ' GMT+00:00')],
    ['the name of a place', (time: string) => time.replace('Z', '+00:00[Europe/London]')],
    ['no separators', (time: string) => time.replaceAll(/[-:]|\.000/g, '')],
    ['single digits', (time: string) => time.replace('T08', ' 8')],
    ['halves of a day', (time: string) => time.replace('T08', ' 8').replace('.000Z', ' AM +0')],
    ['ticks of 100 ns', (time: string) => time.replace('.000Z', '.0000000Z')],
    ['a typographic minus', (time: string) => time.replace('T08', 'T07').replace('Z', '\u22121:00')],
    [
      'Arabic digits',
      (time: string) => time.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
    ],
  ])('%s', (_, spell) => {
    for (const text of [GPX, TCX]) {
      const { recordings, warnings } = takenText(respelled(text, spell));
      expect(warnings).toEqual([]);
      expect(recordings[0]!.recording.facts.startMs).toBe(Date.parse(timeAt(0)));
    }
    expect(secondsOfText(respelled(GPX, spell))).toEqual(WHOLE);
  });

  it('no zone: the athlete’s, with a note', () => {
    const outcome = takenText(respelled(GPX, (time) => time.replace('Z', '')));
    expect(outcome).toMatchObject({ partial: false, warnings: [{ code: 'zone_assumed' }] });
    expect(outcome.recordings[0]!.recording.facts.startMs).toBe(Date.parse('2026-11-10T08:00:00+01:00'));
  });

  it('a time that is none is named', () => {
    expect(decodedText(respelled(GPX, () => '10.11.2026 08.00'))).toMatchObject({
      ok: false,
      message: 'The times of this file cannot be read, such as “10.11.2026 08.00”.',
    });
    for (const none of ['2026-13-10T08:00:00Z', '2026-00-10T08:00:00Z', '2026-02-30T08:00:00Z', '20261110'])
      expect(decodedText(respelled(GPX, () => none))).toMatchObject({ ok: false });
    const one = GPX.replace(timeAt(5), 'noon');
    expect(takenText(one)).toMatchObject({
      partial: true,
      warnings: [{ code: 'records_without_time', message: expect.stringContaining('“noon”: 1.') as string }],
    });
  });
});

describe('R: spellings of heart rates', () => {
  it.each([
    ['bpm', '<bpm>120</bpm>'],
    ['HeartRate', '<HeartRate>120</HeartRate>'],
    ['heart_rate', '<heart_rate>120.0</heart_rate>'],
    ['HR (bpm)', '<HR (bpm)>120</HR (bpm)>'],
    ['a zero in a second element', '<hr>120</hr><bpm>0</bpm>'],
    ['a zero first', '<hr>0</hr><bpm>120 bpm</bpm>'],
    ['a comma', '<ns:hr>120,0</ns:hr>'],
    ['pulse', '<pulse>120</pulse>'],
    ['an attribute', '<hr value="120"/>'],
    ['an attribute with a name', '<ext heartRate="120"/>'],
    ['a value inside', '<HeartRateBpm><value>120</value></HeartRateBpm>'],
    ['zeros before it', '<hr>0120</hr>'],
    ['a unit', '<hr>120 /min</hr>'],
    ['Persian digits', '<hr>\u06f1\u06f2\u06f0</hr>'],
  ])('%s', (_, element) => {
    const written = /<gpxtpx:TrackPointExtension>.*?<\/gpxtpx:TrackPointExtension>/g;
    expect(secondsOfText(GPX.replace(written, element))).toEqual(WHOLE);
    expect(secondsOfText(GPX.replaceAll(written, element))).toEqual(WHOLE);
    const tcx = TCX.replaceAll(/<HeartRateBpm>.*?<\/HeartRateBpm>/g, `<Extensions>${element}</Extensions>`);
    expect(secondsOfText(tcx)).toEqual(WHOLE);
  });

  it('a heart rate that is none is named, and costs no point', () => {
    const outcome = takenText(
      GPX.replace(':hr>120<', ':hr>118-122<')
        .replace(':hr>120<', ':hr>--<')
        .replace(':hr>120<', ':hr>-1<')
        .replace(':hr>120<', ':hr>65535<'),
    );
    expect(outcome).toMatchObject({
      partial: true,
      warnings: [
        { code: 'heart_rate_unreadable', message: 'Heart rates that cannot be read, such as “118-122”: 1.' },
      ],
    });
    expect(rowsOf(outcome.recordings[0]!.recording)).toHaveLength(600);
  });

  it('no heart rate in it is said', () => {
    const outcome = takenText(
      gpxOf([
        [
          { atS: 0, bpm: null },
          { atS: 600, bpm: null },
        ],
      ]),
    );
    expect(outcome).toMatchObject({ partial: false, warnings: [{ code: 'no_heart_rate' }] });
  });
});

describe('R2: one error in the XML costs only what it costs', () => {
  it.each([
    ['a reference to U+FFFF', 'Run &#xFFFF; 5'],
    ['a reference to NUL', 'Run &#0;'],
    ['a surrogate pair', '&#xD83D;&#xDE00;'],
    ['a raw <', 'HR < 150, <3 it, a <b and c'],
    ['an unclosed tag', 'a <b> c'],
    ['a section that is never closed', '<![CDATA[Mørning'],
    ['a comment that is never closed', 'a <!-- b'],
    ['an instruction that is never closed', 'a <?php'],
  ])('in a title: %s', (_, title) => {
    for (const text of [GPX.replace('Morning run', title), TCX.replace('Easy', title)]) {
      const outcome = takenText(text);
      expect(outcome).toMatchObject({ partial: false, warnings: [] });
      expect(outcome.recordings[0]!.recording.facts.sport).toBe('running');
      expect(secondsOfText(text)).toEqual(WHOLE);
    }
  });

  it.each([
    ['the end of a time', '</time>', '</tme>'],
    ['the end of a heart rate', '</gpxtpx:hr>', '</gpxtpx:hrr>'],
    ['the start of a point', '<trkpt lat="55.6" lon="12.5">', '<trkpnt lat="55.6" lon="12.5">'],
    ['the end of a point', '</trkpt>', '</trkpnt>'],
    ['the end of extensions', '</extensions>', ''],
  ])('mismatched: %s', (_, from, to) => {
    const at = GPX.indexOf(from, 3_000);
    const text = `${GPX.slice(0, at)}${to}${GPX.slice(at + from.length)}`;
    const outcome = takenText(text);
    expect(outcome.partial).toBe(true);
    const fault = outcome.warnings.find(({ code }) => code === 'corrupt');
    expect(fault?.message).toMatch(/not well-formed at line \d+;/);
    const [seconds] = secondsOfText(text);
    expect(seconds!.active).toBe(600);
    expect(seconds!.histogram[120]).toBeGreaterThanOrEqual(598);
  });

  it('a file that is cut off says where, and keeps what comes before', () => {
    const outcome = takenText(TCX.slice(0, TCX.indexOf(timeAt(300))));
    expect(outcome).toMatchObject({ partial: true, warnings: [{ code: 'truncated' }] });
    expect(rowsOf(outcome.recordings[0]!.recording)).toHaveLength(300);
  });
});

describe('U: a refusal names the cause, and where', () => {
  const root = '<gpx version="1.1" creator="App">';
  const course = TCX.replaceAll('Activities>', 'Courses>').replaceAll(/<(\/?)Activity[^>]*>/g, '<$1Course>');
  it.each([
    ['a course', course, 'not_an_activity', 'a planned course'],
    ['a route', `${root}<rte><rtept lat="1" lon="2"/></rte></gpx>`, 'not_an_activity', 'a planned route'],
    [
      'way points',
      `${root}<wpt lat="1" lon="2"><time>${timeAt(0)}</time></wpt></gpx>`,
      'not_an_activity',
      'way points',
    ],
    ['a drawn track', respelled(GPX, () => ''), 'no_activity', 'no times'],
    ['broken markup', `${root}\n<trk>\n<trkseg></trk>\n</gpx>`, 'unreadable', 'not well-formed at line 3'],
    ['nothing', `${root}</gpx>`, 'no_activity', 'no track'],
  ])('%s', (_, text, code, words) => {
    expect(decodedText(text)).toMatchObject({
      ok: false,
      code,
      message: expect.stringContaining(words) as string,
    });
  });
});
