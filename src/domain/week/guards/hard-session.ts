import { MINUTE_MS } from '../../units.ts';

/** Hard time of one session from which on it is noted, and from which on it is plenty: live and afterwards (G4). */
export const HARD_NOTE_MS = 20 * MINUTE_MS;
export const HARD_WIND_DOWN_MS = 30 * MINUTE_MS;
