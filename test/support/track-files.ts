/** A point of a track: seconds after the file's start, and a heart rate where there is one. */
export interface WrittenPoint {
  readonly atS: number;
  readonly bpm: number | null;
}

export interface WrittenLap {
  readonly atS: number;
  readonly timerS: number | null;
  readonly tracks: readonly (readonly WrittenPoint[])[];
}

/** 2026-11-10T08:00:00Z. */
const TRACK_START_MS = Date.UTC(2026, 10, 10, 8);

export const timeAt = (atS: number): string => new Date(TRACK_START_MS + atS * 1000).toISOString();

/** A value every second in [fromS, toS). */
export function steady(fromS: number, toS: number, bpm: number): WrittenPoint[] {
  return Array.from({ length: toS - fromS }, (_, i) => ({ atS: fromS + i, bpm }));
}

export function tcxOf(laps: readonly WrittenLap[], sport = 'Running'): string {
  const body = laps.map(
    ({ atS, timerS, tracks }) =>
      `<Lap StartTime="${timeAt(atS)}">${timerS === null ? '' : `<TotalTimeSeconds>${timerS}</TotalTimeSeconds>`}` +
      `<Intensity>Active</Intensity>\n${tracks.map((points) => `<Track>\n${points.map(tcxPoint).join('')}</Track>\n`).join('')}</Lap>\n`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>\n' +
    `<Activity Sport="${sport}"><Id>${timeAt(0)}</Id>\n${body.join('')}<Notes>Easy</Notes></Activity>\n` +
    '</Activities></TrainingCenterDatabase>'
  );
}

function tcxPoint({ atS, bpm }: WrittenPoint): string {
  const heart = bpm === null ? '' : `<HeartRateBpm><Value>${bpm}</Value></HeartRateBpm>`;
  return `<Trackpoint><Time>${timeAt(atS)}</Time>${heart}</Trackpoint>\n`;
}

export function gpxOf(segments: readonly (readonly WrittenPoint[])[], type = 'running'): string {
  const body = segments.map((points) => `<trkseg>\n${points.map(gpxPoint).join('')}</trkseg>\n`);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="App" xmlns="http://www.topografix.com/GPX/1/1" ' +
    'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">\n' +
    `<trk><name>Morning run</name><type>${type}</type>\n${body.join('')}</trk></gpx>`
  );
}

function gpxPoint({ atS, bpm }: WrittenPoint): string {
  const heart =
    bpm === null
      ? ''
      : `<extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>${bpm}</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions>`;
  return `<trkpt lat="55.6" lon="12.5"><time>${timeAt(atS)}</time>${heart}</trkpt>\n`;
}
