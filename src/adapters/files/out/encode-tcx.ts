import { OWN_DEVICE_NAME, type SessionContent } from '../../../application/ports/session-encoder.ts';
import { SECOND_MS } from '../../../domain/units.ts';

/** The only sports that the schema of TCX knows besides `Other`. */
const TCX_SPORTS: Readonly<Record<string, string>> = { running: 'Running', cycling: 'Biking' };

/**
 * A session as TCX: one lap per stretch, so that the time between laps is paused. The format has no timer events: a pause
 * of less than 2 min can't be told from a gap between points.
 */
export function encodeTcx({ sport, track: { stretches } }: Omit<SessionContent, 'sets'>): string {
  const laps = stretches.map(({ span: { fromMs, toMs }, points }) => {
    const trackpoints = points.map(({ atMs, bpm }) => {
      const value = bpm === null ? '' : `<HeartRateBpm><Value>${bpm}</Value></HeartRateBpm>`;
      return `<Trackpoint><Time>${timeText(atMs)}</Time>${value}</Trackpoint>`;
    });
    return (
      `<Lap StartTime="${timeText(fromMs)}"><TotalTimeSeconds>${(toMs - fromMs) / SECOND_MS}</TotalTimeSeconds>` +
      '<DistanceMeters>0</DistanceMeters><Calories>0</Calories><Intensity>Active</Intensity>' +
      `<TriggerMethod>Manual</TriggerMethod>\n<Track>\n${trackpoints.join('\n')}\n</Track>\n</Lap>`
    );
  });
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Activities>\n' +
    `<Activity Sport="${TCX_SPORTS[sport ?? ''] ?? 'Other'}"><Id>${timeText(stretches[0]!.span.fromMs)}</Id>\n` +
    `${laps.join('\n')}\n` +
    `<Creator xsi:type="Device_t"><Name>${OWN_DEVICE_NAME}</Name><UnitId>0</UnitId><ProductID>0</ProductID>` +
    '<Version><VersionMajor>0</VersionMajor><VersionMinor>0</VersionMinor></Version></Creator>\n' +
    '</Activity>\n</Activities></TrainingCenterDatabase>\n'
  );
}

function timeText(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}
