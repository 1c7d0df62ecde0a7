/**
 * The units of the house. Instants are milliseconds since the Unix epoch (UTC), durations are milliseconds,
 * heart rates are whole beats per minute. A unit stands last in a name: `startMs`, `gapCapMs`, `lowBpm`.
 */
declare const brand: unique symbol;

/** A civil date `YYYY-MM-DD` in some athlete's time zone. Made by `parseLocalDate` and the functions of `local-time`. */
export type LocalDate = string & { readonly [brand]: 'LocalDate' };

/** An ISO 8601 week key `2026-W47` (T1). Made by `parseIsoWeek` and `isoWeekOf`. */
export type IsoWeek = string & { readonly [brand]: 'IsoWeek' };

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Bounds of a believable heart rate (Z6), both inclusive. */
export const LOWEST_BPM = 30;
export const HIGHEST_BPM = 230;

/** The instants between which anything can lie: the years 1970 to 2999. */
export const FIRST_MS = 0;
export const LAST_MS = 32_503_680_000_000;
