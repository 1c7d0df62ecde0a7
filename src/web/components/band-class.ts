/** Which of the page's band looks (colour and pattern) an id of the API wears. */
const CELL_CLASS: Readonly<Record<string, string>> = {
  lt50: 'band-below',
  '50to60': 'band-anti_inflammatory',
  '60to65': 'band-woven',
  '65to70': 'band-zone2',
  '70to85': 'band-between',
  '85to90': 'band-interval_4x4',
  gt90: 'band-above',
  unknown: 'band-unknown',
};

/** Cells of a custom prescription have ids in bpm and wear the neutral look; their label names the range. */
export function cellClass(cellId: string): string {
  return CELL_CLASS[cellId] ?? 'band-between';
}

export function bandClass(bandId: string): string {
  return `band-${bandId}`;
}
