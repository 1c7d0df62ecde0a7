import type { Athlete } from '../../domain/athlete.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import { removeRecordings } from '../sessions/remove-recordings.ts';
import type { Stores } from '../ports/stores.ts';

/** Takes uploads away with all they brought. Answers how many there were. Inside the athlete's transaction. */
export async function removeUploads(
  deps: { readonly stores: Stores; readonly evaluate: EvaluateSession },
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  uploadIds: readonly string[],
): Promise<number> {
  const { stores } = deps;
  const facts: RecordingFacts[] = [];
  for (const id of uploadIds) facts.push(...(await stores.recordings.listFactsByUpload(athlete.id, id)));
  await removeRecordings(deps, athlete, facts);
  let removed = 0;
  for (const id of uploadIds) if (await stores.uploads.remove(athlete.id, id)) removed++;
  return removed;
}
