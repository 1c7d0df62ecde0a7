/** Names of FIT file types that hold no recording, for the sentence that says so. */
const FILE_TYPES: Readonly<Record<number, string>> = {
  1: 'device',
  2: 'settings',
  3: 'sport settings',
  5: 'workout',
  6: 'course',
  7: 'schedules',
  8: 'locations',
  9: 'weight',
  10: 'totals',
  11: 'goals',
  14: 'blood pressure',
  20: 'activity summary',
  34: 'segment',
  35: 'segment list',
  40: 'connected data',
  44: 'metrics',
  49: 'sleep',
  58: 'health status',
  61: 'heart-rate variability',
  68: 'HRV status',
};

/** Types whose contents are planned, not lived: never read as a recording, even where they hold records. */
const PLANNED_TYPES: ReadonlySet<number> = new Set([5, 6, 7, 34, 35]);

export function fileTypeName(type: number | null): string {
  if (type === null) return 'unnamed';
  return FILE_TYPES[type] ?? `type ${type}`;
}

export function isPlanned(type: number | null): boolean {
  return type !== null && PLANNED_TYPES.has(type);
}
