import { onlyOnChange, shuffled, type Random, type SoundRide } from './sound-ride.ts';

interface Point {
  readonly atMs: number;
  readonly bpm: number | null;
}

/** Spellings of one instant, all of which mean the same. */
const TIMES: readonly ((iso: string) => string)[] = [
  (iso) => iso,
  (iso) => iso.replace('.000Z', 'Z'),
  (iso) => iso.replace('T', ' '),
  (iso) => iso.replace('Z', ' UTC'),
  (iso) => iso.replaceAll(/[-:]|\.000/g, ''),
  (iso) => iso.replace('.', ','),
  (iso) => iso.replace('Z', 'z'),
  (iso) => iso.replace('Z', '+00'),
  (iso) => iso.replace('Z', '+00:00'),
  (iso) => new Date(Date.parse(iso) + 7_200_000).toISOString().replace('.000Z', '+02:00'),
  (iso) => new Date(Date.parse(iso) - 3_600_000).toISOString().replace('.000Z', '-0100'),
];
const TITLES = [
  'Run',
  'Run & Bike',
  'A&#xFFFF;B',
  '&#0;',
  '&#xD83D;&#xDE00;',
  'pace 5 < 6',
  'a <3 run',
  '\u0001x',
  '<b>bold</i>',
  'cut <!-- off',
];
const GPX_TAGS: readonly ((bpm: string) => string)[] = [
  (bpm) => `<gpxtpx:TrackPointExtension><gpxtpx:hr>${bpm}</gpxtpx:hr></gpxtpx:TrackPointExtension>`,
  (bpm) => `<heartrate>${bpm}</heartrate>`,
  (bpm) => `<HeartRate>${bpm} bpm</HeartRate>`,
  (bpm) => `<x:bpm>${bpm}</x:bpm>`,
  (bpm) => `<hr value="${bpm}"/>`,
  (bpm) => `<heart_rate>${bpm}.0</heart_rate>`,
  (bpm) => `<HR (bpm)>${bpm}</HR (bpm)>`,
  (bpm) => `<gpxtpx:hr>${bpm}</gpxtpx:hr><heartrate>0</heartrate>`,
];

const pick = <Value>(values: readonly Value[], random: Random): Value => values[random(values.length)]!;

function stretchesOf(ride: SoundRide, random: Random): Point[][] {
  const blank = random(3) === 0;
  return ride.stretches.map(({ fromS, bpm }) =>
    (blank ? onlyOnChange(bpm) : bpm).map((value, i) => ({
      atMs: ride.startMs + (fromS + i) * 1_000,
      bpm: value,
    })),
  );
}

/** A GPX of the ride: segments in any order, some twice, times and tags as applications spell them. */
export function damagedGpx(ride: SoundRide, random: Random): string {
  const time = pick(TIMES, random);
  const tag = pick(GPX_TAGS, random);
  const points = (stretch: readonly Point[]): string =>
    stretch
      .map(
        ({ atMs, bpm }) =>
          `<trkpt lat="55" lon="12"><time>${time(new Date(atMs).toISOString())}</time>` +
          `${bpm === null ? '' : `<extensions>${tag(String(bpm))}</extensions>`}</trkpt>`,
      )
      .join('');
  const segments = stretchesOf(ride, random);
  const inside = segments[0]!.slice(10, 40);
  const all = shuffled(random(2) === 0 ? [...segments, inside] : segments, random);
  return (
    `<?xml version="1.0"?><gpx creator="App" xmlns:gpxtpx="x"><trk><name>${pick(TITLES, random)}</name><type>running</type>` +
    `${all.map((stretch) => `<trkseg>${points(shuffled(stretch, random(2) === 0 ? random : () => 0))}</trkseg>`).join('')}</trk></gpx>`
  );
}

/** A TCX of the ride: pauses as tracks, as laps, or known by timers alone. */
export function damagedTcx(ride: SoundRide, random: Random): string {
  const time = pick(TIMES, random);
  const points = (stretch: readonly Point[]): string =>
    stretch
      .map(
        ({ atMs, bpm }) =>
          `<Trackpoint><Time>${time(new Date(atMs).toISOString())}</Time>` +
          `${bpm === null ? '' : `<HeartRateBpm><Value>${bpm}</Value></HeartRateBpm>`}</Trackpoint>`,
      )
      .join('');
  const stretches = stretchesOf(ride, random);
  const lap = (atMs: number, seconds: number, tracks: string): string =>
    `<Lap StartTime="${time(new Date(atMs).toISOString())}"><TotalTimeSeconds>${seconds}</TotalTimeSeconds>${tracks}</Lap>`;
  const totalS = stretches.flat().length;
  const layout = random(4);
  const laps =
    layout === 0
      ? lap(ride.startMs, totalS, stretches.map((stretch) => `<Track>${points(stretch)}</Track>`).join(''))
      : layout === 1
        ? lap(ride.startMs, totalS, `<Track>${points(stretches.flat())}</Track>`)
        : (layout === 2 ? stretches : stretches.toReversed())
            .map((stretch) => lap(stretch[0]!.atMs, stretch.length, `<Track>${points(stretch)}</Track>`))
            .join('');
  return (
    `<?xml version="1.0"?><TrainingCenterDatabase><Activities><Activity Sport="Running"><Id>x</Id>` +
    `${laps}<Notes>${pick(TITLES, random)}</Notes></Activity></Activities></TrainingCenterDatabase>`
  );
}
