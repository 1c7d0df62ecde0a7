import type { IsoWeek } from '../../domain/units.ts';

/**
 * 32 bytes that stop the mails of one athlete, of one week's mail: the same however often that mail is sent, so that the
 * twin of a mail that had arrived is known as one, and the key in either works.
 */
export type SummaryKey = (athleteId: string, week: IsoWeek) => Uint8Array;
