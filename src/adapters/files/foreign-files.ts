/** Something that is no recording: what it is, and the way out where there is one. */
export interface ForeignKind {
  /** In the plural, for a line about all of them. */
  readonly name: string;
  readonly message: string;
}

const NO_HEART_RATE = 'It holds no heart rate.';
const EXPORT = 'Export the activities as FIT, TCX or GPX instead.';

const PICTURES: ForeignKind = { name: 'pictures', message: `This is a picture. ${NO_HEART_RATE}` };
const FILMS: ForeignKind = {
  name: 'films and sounds',
  message: `This is a film or a sound. ${NO_HEART_RATE}`,
};
const DOCUMENTS: ForeignKind = { name: 'documents', message: `This is a document. ${EXPORT}` };
const PAGES: ForeignKind = {
  name: 'web pages',
  message: `This is a web page, perhaps of a sign-in, saved in place of a file. ${EXPORT}`,
};
const MAPS: ForeignKind = {
  name: 'maps',
  message: `This is a map of a route (KML). ${NO_HEART_RATE} ${EXPORT}`,
};
const TABLES: ForeignKind = { name: 'tables', message: `This is a table. ${EXPORT}` };
const JSON_DATA: ForeignKind = {
  name: 'JSON files',
  message: `This JSON is of no application whose recordings are known here. ${EXPORT}`,
};
const XML_DATA: ForeignKind = {
  name: 'XML files',
  message: `This XML is of no application whose recordings are known here. ${EXPORT}`,
};
const HEALTH: ForeignKind = {
  name: 'Apple Health files',
  message: 'This is a part of an Apple Health export. Import the whole export.zip as it is.',
};
const PACKED: ForeignKind = {
  name: 'packed files',
  message: 'This is an archive of another kind than zip. Unpack it, and import the files or a zip of them.',
};
const DATABASES: ForeignKind = { name: 'databases', message: `This is a database. ${EXPORT}` };
const OTHERS: ForeignKind = { name: 'other files', message: 'This is not a FIT, TCX or GPX file.' };

/** They lie beside the workouts that they belong to, and would be sessions of which nothing is known. */
export const APPLE_ROUTES: ForeignKind = {
  name: 'routes of workouts',
  message: `This is the route of a workout, which is imported with its heart rate. ${NO_HEART_RATE}`,
};

/** Whether a GPX file is a route of an Apple Health export. */
export function isAppleRoute(head: Uint8Array): boolean {
  return new TextDecoder().decode(head.subarray(0, 1_024)).includes('creator="Apple Health Export"');
}

const STARTS: readonly (readonly [start: string, kind: ForeignKind])[] = [
  ['\xff\xd8\xff', PICTURES],
  ['\x89PNG', PICTURES],
  ['GIF8', PICTURES],
  ['%PDF', DOCUMENTS],
  ['\xd0\xcf\x11\xe0', DOCUMENTS],
  ['Rar!', PACKED],
  ['7z\xbc\xaf', PACKED],
  ['SQLite format 3', DATABASES],
];

const ENDINGS: readonly (readonly [ending: RegExp, kind: ForeignKind])[] = [
  [/\.(jpe?g|png|gif|heic|webp|svg|bmp|tiff?)$/i, PICTURES],
  [/\.(mp4|mov|avi|m4a|mp3|wav|webm)$/i, FILMS],
  [/\.(pdf|docx?|rtf|md|txt|log)$/i, DOCUMENTS],
  [/\.html?$/i, PAGES],
  [/\.km[lz]$/i, MAPS],
  [/\.(csv|tsv|xlsx?)$/i, TABLES],
  [/\.json$/i, JSON_DATA],
  [/\.xml$/i, XML_DATA],
  [/\.(rar|7z|tar|bz2)$/i, PACKED],
  [/\.(db|sqlite3?)$/i, DATABASES],
];

const MARKUP: readonly (readonly [mark: RegExp, kind: ForeignKind])[] = [
  [/^\s*(<!doctype html|<html)/i, PAGES],
  [/<kml[\s>]/, MAPS],
  [/<!DOCTYPE HealthData|<HealthData[\s>]|<ClinicalDocument/, HEALTH],
  [/^\s*(\{\s*["}]|\[\s*[\]{["\d-])/, JSON_DATA],
  [/^\s*</, XML_DATA],
  [/^[^\n,;]*[,;][^\n,;]*[,;][^\n]*\r?\n/, TABLES],
];

/** What a file is whose format is not read, by its first bytes and, where they say nothing, by its name. */
export function foreignKind(path: string, head: Uint8Array): ForeignKind {
  const start = String.fromCharCode(...head.subarray(0, 16));
  const byStart = STARTS.find(([each]) => start.startsWith(each))?.[1];
  if (byStart !== undefined) return byStart;
  if (start.slice(4, 8) === 'ftyp') return /^(hei|mif|avif)/.test(start.slice(8)) ? PICTURES : FILMS;
  const byName = ENDINGS.find(([ending]) => ending.test(path))?.[1];
  if (byName !== undefined && byName !== XML_DATA) return byName;
  const text = new TextDecoder().decode(head.subarray(0, 4_096));
  // Binary data may look like anything.
  if (text.includes('\0')) return OTHERS;
  return MARKUP.find(([mark]) => mark.test(text))?.[1] ?? byName ?? OTHERS;
}

/** What a file is by its name alone; null where only its content can say. */
export function foreignKindByName(path: string): ForeignKind | null {
  const kind = ENDINGS.find(([ending]) => ending.test(path))?.[1] ?? null;
  return kind === JSON_DATA || kind === XML_DATA ? null : kind;
}
