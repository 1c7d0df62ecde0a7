import { createHmac } from 'node:crypto';
import type { SummaryKey } from '../../application/ports/summary-key.ts';

/** Derived from the secret of the installation: whoever knows athlete and week guesses nothing. */
export function createSummaryKey(installationSecret: string): SummaryKey {
  return (athleteId, week) =>
    createHmac('sha256', installationSecret).update(`summary ${athleteId} ${week}`).digest();
}
