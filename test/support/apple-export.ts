const pad = (value: number): string => String(value).padStart(2, '0');

/** An instant as Apple Health writes it, an hour east of UTC. */
function appleTime(atMs: number): string {
  const local = new Date(atMs + 3_600_000);
  const date = `${local.getUTCFullYear()}-${pad(local.getUTCMonth() + 1)}-${pad(local.getUTCDate())}`;
  const time = `${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}:${pad(local.getUTCSeconds())}`;
  return `${date} ${time} +0100`;
}

export const APPLE_HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>\n' +
  `<!-- ${'HealthKit export '.repeat(400)} -->\n]>\n<HealthData locale="da_DK">\n`;

export function appleRecord(atMs: number, bpm: number): string {
  const time = appleTime(atMs);
  return (
    ` <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Jørgens Apple Watch" sourceVersion="11.0" ` +
    `device="&lt;&lt;HKDevice: 0x3&gt;, name:Apple Watch&gt;" unit="count/min" creationDate="${time}" startDate="${time}" endDate="${time}" value="${bpm}">\n` +
    '  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="2"/>\n </Record>\n'
  );
}

export function appleStep(atMs: number): string {
  const time = appleTime(atMs);
  return ` <Record type="HKQuantityTypeIdentifierStepCount" sourceName="iPhone" unit="count" creationDate="${time}" startDate="${time}" endDate="${time}" value="11"/>\n`;
}

export function appleWorkout(type: string, startMs: number, endMs: number, events = ''): string {
  return (
    ` <Workout workoutActivityType="HKWorkoutActivityType${type}" duration="30" durationUnit="min" sourceName="Jørgens Apple Watch" ` +
    `startDate="${appleTime(startMs)}" endDate="${appleTime(endMs)}">\n${events}  <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="120"/>\n </Workout>\n`
  );
}

export function appleEvent(kind: 'Pause' | 'Resume', atMs: number): string {
  return `  <WorkoutEvent type="HKWorkoutEventType${kind}" date="${appleTime(atMs)}"/>\n`;
}
