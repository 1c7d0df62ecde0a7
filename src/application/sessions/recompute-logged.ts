import type { Athlete } from '../../domain/athlete.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import type { Stores } from '../ports/stores.ts';
import { loggedEvidence } from './logged-evidence.ts';
import { sameValue } from './same-value.ts';

/** Dates the sessions that the athlete logged again, in the zones of now (T2); answers those that moved. */
export async function recomputeLogged(
  { sessions }: Pick<Stores, 'sessions'>,
  { id: athleteId, timeZones }: Pick<Athlete, 'id' | 'timeZones'>,
): Promise<{ readonly before: SessionEvidence; readonly after: SessionEvidence }[]> {
  const moved: { before: SessionEvidence; after: SessionEvidence }[] = [];
  for (const { note, ...logged } of await sessions.listLogged(athleteId)) {
    const after = loggedEvidence(logged, timeZones);
    const stored = await sessions.find(athleteId, logged.id);
    if (stored === null || sameValue(stored.evidence, after)) continue;
    await sessions.replace(athleteId, [logged.id], [], []);
    await sessions.addLogged(athleteId, after, note);
    moved.push({ before: stored.evidence, after });
  }
  return moved;
}
