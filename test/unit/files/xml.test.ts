import { describe, expect, it } from 'vitest';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { decodeFile } from '../../../src/adapters/files/decode-file.ts';
import { sportNamed } from '../../../src/adapters/files/sport-words.ts';
import { NOW_MS, rowsOf, TIME_ZONES, type Decoded } from './decode-fixture.ts';

function outcomeOf(text: string): ReturnType<typeof decodeFile> {
  return decodeFile(new TextEncoder().encode(text), {
    limits: DECODE_LIMITS,
    nowMs: NOW_MS,
    timeZones: TIME_ZONES,
  });
}

function taken(text: string): Decoded {
  const outcome = outcomeOf(text);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome;
}

const tcxPoint = (second: number, bpm: number | null): string =>
  `<Trackpoint><Time>2026-11-10T08:00:${String(second).padStart(2, '0')}Z</Time>` +
  `${bpm === null ? '' : `<HeartRateBpm><Value>${bpm}</Value></HeartRateBpm>`}</Trackpoint>`;

const tcxActivity = (sport: string, laps: string): string =>
  `<Activity Sport="${sport}"><Id>2026-11-10T08:00:00Z</Id>${laps}<Creator><Name>Watch &amp; Co</Name></Creator></Activity>`;

const tcx = (activities: string): string =>
  `<?xml version="1.0"?>\n<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">` +
  `<Activities>${activities}</Activities></TrainingCenterDatabase>`;

const gpx = (body: string): string =>
  `<?xml version="1.0"?><!-- <TrainingCenterDatabase> -->\n<gpx creator="App" xmlns:gpxtpx="x" xmlns="y">${body}</gpx>`;

const gpxPoint = (time: string, bpm: number): string =>
  `<trkpt lat="55.6" lon="12.5"><time>${time}</time><extensions><gpxtpx:TrackPointExtension>` +
  `<gpxtpx:hr>${bpm}</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions></trkpt>`;

describe('TCX', () => {
  it('Z5: a second track within a lap follows a pause, a new lap does not', () => {
    const outcome = taken(
      tcx(
        tcxActivity(
          'Running',
          `<Lap StartTime="2026-11-10T08:00:00Z"><TotalTimeSeconds>12</TotalTimeSeconds>` +
            `<Track>${tcxPoint(0, 120)}${tcxPoint(2, null)}</Track><Track>${tcxPoint(9, 118)}</Track></Lap>` +
            `<Lap StartTime="2026-11-10T08:00:12Z"><TotalTimeSeconds>3</TotalTimeSeconds>` +
            `<Track>${tcxPoint(12, 121)}${tcxPoint(14, 122)}</Track></Lap>`,
        ),
      ),
    );
    const { recording, extra } = outcome.recordings[0]!;
    expect(rowsOf(recording)).toEqual([
      [0, 120],
      [2, 0],
      [3, -1],
      [9, -2],
      [9, 118],
      [12, 121],
      [14, 122],
    ]);
    expect(recording.facts).toMatchObject({
      sport: 'running',
      device: { name: 'Watch & Co' },
      multisportId: null,
    });
    expect(recording.facts.endMs - recording.facts.startMs).toBe(15_000);
    expect(extra?.laps).toHaveLength(2);
    expect(outcome.partial).toBe(false);
  });

  it('Z10: legs of a multisport session are linked recordings', () => {
    const leg = (sport: string, second: number): string =>
      tcxActivity(sport, `<Lap StartTime="x"><Track>${tcxPoint(second, 120)}</Track></Lap>`);
    const { recordings } = taken(
      tcx(
        `<MultiSportSession><FirstSport>${leg('Biking', 0)}</FirstSport>` +
          `<NextSport>${leg('Running', 30)}</NextSport></MultiSportSession>`,
      ),
    );
    const ids = recordings.map(({ recording }) => recording.facts.multisportId);
    expect(ids).toHaveLength(2);
    expect(ids[0]).not.toBeNull();
    expect(ids[1]).toBe(ids[0]);
  });

  it('a file that is cut off keeps the points before the cut', () => {
    const whole = tcx(
      tcxActivity('Other', `<Lap StartTime="x"><Track>${tcxPoint(0, 120)}${tcxPoint(1, 121)}</Track></Lap>`),
    );
    const outcome = taken(whole.slice(0, whole.lastIndexOf('<Trackpoint>') + 30));
    expect(rowsOf(outcome.recordings[0]!.recording)).toEqual([[0, 120]]);
    expect(outcome).toMatchObject({ partial: true, warnings: [{ code: 'truncated' }] });
  });

  it('a course or a workout is named as what it is', () => {
    expect(outcomeOf(tcx(''))).toMatchObject({ ok: false, code: 'no_activity' });
    const course = tcx('').replace(
      '<Activities></Activities>',
      '<Courses><Course><Name>x</Name></Course></Courses>',
    );
    expect(outcomeOf(course)).toMatchObject({
      code: 'not_an_activity',
      message: expect.stringMatching(/planned course/) as string,
    });
  });

  it('Z8: laps without tracks are a session of which nothing is known, as in FIT', () => {
    const outcome = taken(
      tcx(
        tcxActivity(
          'Running',
          '<Lap StartTime="2026-11-10T08:00:00Z"><TotalTimeSeconds>600</TotalTimeSeconds></Lap>',
        ),
      ),
    );
    const { recording } = outcome.recordings[0]!;
    expect(recording.facts.endMs - recording.facts.startMs).toBe(600_000);
    expect(outcome).toMatchObject({ partial: false, warnings: [{ code: 'no_heart_rate' }] });
  });
});

describe('what is not well-formed costs what it stands in', () => {
  const points = Array.from({ length: 50 }, (_, i) => tcxPoint(i, 120 + (i % 3)));
  const ride = (tracks: string): string =>
    tcx(tcxActivity('Running', `<Lap StartTime="2026-11-10T08:00:00Z">\n<Track>${tracks}</Track></Lap>`));

  it('one mismatched tag costs no point where the point can be read, and is said', () => {
    const outcome = taken(ride(points.join('').replace('</Time>', '</Tim>')));
    expect(rowsOf(outcome.recordings[0]!.recording)).toHaveLength(50);
    expect(outcome).toMatchObject({ partial: true, warnings: [{ code: 'corrupt' }] });
  });

  it('a comment that is never closed swallows nothing, and is said', () => {
    const outcome = taken(ride(`${points.slice(0, 30).join('')}<!-- ${points.slice(30).join('')}`));
    expect(rowsOf(outcome.recordings[0]!.recording)).toHaveLength(50);
    expect(outcome).toMatchObject({
      partial: true,
      warnings: [{ message: expect.stringMatching(/at line 3; points that could not be read: 0/) as string }],
    });
  });

  it('a comment costs what stands in it, counted in points', () => {
    const outcome = taken(ride(`${points.slice(0, 30).join('')}<!-- ${points.slice(30).join('')} -->`));
    expect(rowsOf(outcome.recordings[0]!.recording)).toHaveLength(30);
    expect(outcome).toMatchObject({
      partial: true,
      warnings: [{ message: expect.stringMatching(/could not be read: 20/) as string }],
    });
  });

  it('a stray end tag in the notes costs nothing', () => {
    const outcome = taken(ride(points.join('')).replace('<Id>', '<Notes>so-so</b> day</i></Notes><Id>'));
    expect(rowsOf(outcome.recordings[0]!.recording)).toHaveLength(50);
    expect(outcome).toMatchObject({ partial: false, warnings: [] });
  });

  it('times that cannot be read are shown as they are written', () => {
    const times = points.join('').replaceAll('2026-11-10T', '10.11.2026 ');
    expect(outcomeOf(ride(times))).toMatchObject({
      ok: false,
      message: expect.stringMatching(/such as “10\.11\.2026 08:00:00Z”/) as string,
    });
  });
});

describe('GPX', () => {
  it.each([
    ['a link with a type', '<link href="x"><type>text/html</type></link>', null],
    ['a link beside it', '<link href="x"><type>text/html</type></link><type>Run</type>', 'running'],
    ['extensions', '<extensions><app:activity>Rowing</app:activity></extensions>', 'rowing'],
  ])('the sport of a track with %s', (_, words, sport) => {
    const track = `<trk>${words}<trkseg>${gpxPoint('2026-11-10T08:00:00Z', 120)}</trkseg></trk>`;
    expect(taken(gpx(track)).recordings[0]!.recording.facts.sport).toBe(sport);
  });

  it('Z5: segments are stretches between pauses; the position is not needed and not kept', () => {
    const outcome = taken(
      gpx(
        `<trk><type>running</type><trkseg>${gpxPoint('2026-11-10T09:00:00+01:00', 120)}` +
          `${gpxPoint('2026-11-10T08:00:01Z', 121)}</trkseg><trkseg>${gpxPoint('2026-11-10T08:00:30.500Z', 119)}</trkseg></trk>`,
      ),
    );
    const { recording } = outcome.recordings[0]!;
    expect(rowsOf(recording)).toEqual([
      [0, 120],
      [1, 121],
      [2, -1],
      [30.5, -2],
      [30.5, 119],
    ]);
    expect(recording.facts).toMatchObject({ sport: 'running', device: { name: 'App' } });
    expect(JSON.stringify(outcome)).not.toContain('55.6');
  });

  it("a time without a zone is the athlete's local time, with a word", () => {
    const outcome = taken(
      gpx(
        `<trk><trkseg>${gpxPoint('2026-11-10T09:00:00', 120)}${gpxPoint('2026-11-10T08:00:05Z', 121)}</trkseg></trk>`,
      ),
    );
    expect(rowsOf(outcome.recordings[0]!.recording)).toEqual([
      [0, 120],
      [5, 121],
    ]);
    expect(outcome).toMatchObject({ partial: false, warnings: [{ code: 'zone_assumed' }] });
  });

  it('a jump of more than a day makes two recordings, a clock that was never set none', () => {
    const jump = `<trk><trkseg>${gpxPoint('2026-11-01T08:00:00Z', 120)}${gpxPoint('2026-11-10T08:00:00Z', 121)}</trkseg></trk>`;
    expect(taken(gpx(jump)).recordings).toHaveLength(2);
    expect(
      outcomeOf(gpx(`<trk><trkseg>${gpxPoint('1990-01-01T00:00:00Z', 120)}</trkseg></trk>`)),
    ).toMatchObject({
      ok: false,
      code: 'clock_not_set',
    });
  });

  it('a planned route, way points, and a track without times are named', () => {
    expect(outcomeOf(gpx('<rte><rtept lat="1" lon="2"/></rte>'))).toMatchObject({
      message: expect.stringMatching(/planned route/) as string,
    });
    expect(outcomeOf(gpx('<wpt lat="1" lon="2"/>'))).toMatchObject({
      message: expect.stringMatching(/way points/) as string,
    });
    const untimed = '<trk><trkseg><trkpt lat="1" lon="2"></trkpt></trkseg></trk>';
    expect(outcomeOf(gpx(untimed))).toMatchObject({
      message: expect.stringMatching(/no times: it is a planned course/) as string,
    });
  });

  it.each([
    ['2026-11-10 08:00:07Z', 7],
    ['2026-11-10T08:00:07,25Z', 7.25],
    ['2026-11-10T08:00:07z', 7],
    ['2026-11-10T10:00:07+02', 7],
    ['2026-11-10T07:00:07-0100', 7],
    ['2026-11-10T09:00:07', 7],
  ])('the time %s is read', (time, second) => {
    const { recordings } = taken(
      gpx(`<trk><trkseg>${gpxPoint('2026-11-10T08:00:00Z', 120)}${gpxPoint(time, 121)}</trkseg></trk>`),
    );
    expect(rowsOf(recordings[0]!.recording).at(-1)).toEqual([second, 121]);
  });

  it('entities do not expand, and nothing is fetched for them', () => {
    const bomb =
      `<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "999"><!ENTITY b SYSTEM "http://127.0.0.1:1/">]>` +
      `<gpx><trk><name>&b;</name><trkseg>${gpxPoint('2026-11-10T08:00:00Z', 120)}` +
      `${gpxPoint('2026-11-10T08:00:01Z', 121).replace('121', '&a;')}</trkseg></trk></gpx>`;
    const { recording } = taken(bomb).recordings[0]!;
    expect(rowsOf(recording)).toEqual([
      [0, 120],
      [1, 0],
    ]);
  });

  it.each([
    ['blanks before the declaration', (text: string) => `          \r\n${text}`],
    ['a byte-order mark', (text: string) => `\ufeff${text}`],
    ['an ampersand that nobody escaped', (text: string) => text.replace('<name>', '<name>Run & Bike')],
    ['an entity of HTML', (text: string) => text.replace('<name>', '<name>Anna&nbsp;5')],
    ['a control character', (text: string) => text.replace('<name>', '<name>\u0001')],
    [
      'an ampersand where the reader cuts the file',
      (text: string) =>
        text.replace('<name>', `<name>${'x'.repeat(65_536 - text.indexOf('<name>') - 8)}&#65;&`),
    ],
  ])('real exports hold %s, which costs nothing', (_, damage) => {
    const sound = gpx(
      `<trk><name>Run</name><type>trail_running</type><trkseg>` +
        `${gpxPoint('2026-11-10T08:00:00Z', 120)}${gpxPoint('2026-11-10T08:00:01Z', 121)}</trkseg></trk>`,
    );
    const outcome = taken(damage(sound));
    expect(outcome).toMatchObject({ partial: false, warnings: [] });
    const { recording } = outcome.recordings[0]!;
    expect(recording.facts.sport).toBe('running');
    expect(rowsOf(recording)).toEqual([
      [0, 120],
      [1, 121],
    ]);
  });

  it.each([
    ['trail_running', 'running'],
    ['Mountain Biking', 'cycling'],
    ['9', 'running'],
    ['lap_swimming', 'swimming'],
    ['e-biking', 'e_biking'],
    ['strength_training', 'strength_training'],
    ['yoga', 'yoga'],
    ['Nordic Walking', 'walking'],
    ['WeightTraining', 'strength_training'],
    ['Strength Training', 'strength_training'],
    ['VirtualRide', 'cycling'],
    ['Walking', 'walking'],
    ['running', 'running'],
    ['Rowing', 'rowing'],
    ['16', 'swimming'],
    ['17', 'cycling'],
    ['19', null],
    ['Other', null],
    ['Kite Buggy!', 'kite_buggy'],
    ['Trailrunning', 'running'],
    ['Treadmill walk', 'walking'],
    ['Exercise Bike', 'cycling'],
    ['E-MountainBikeRide', 'e_biking'],
    ['EMountainBikeRide', 'e_biking'],
    ['Motorbike', 'motorcycling'],
    ['Horse ride', 'horseback_riding'],
    ['Gymnastics', 'gymnastics'],
    ['Weightlifting', 'strength_training'],
    ['Styrketræning', 'strength_training'],
    ['Løb', 'running'],
    ['Cykling', 'cycling'],
    ['Gåtur', 'walking'],
    ['Svømning', 'swimming'],
  ])('what an app calls %s is %s', (name, sport) => {
    expect(sportNamed(name)).toBe(sport);
  });
});
