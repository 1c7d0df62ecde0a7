import { LONGEST_TYPE_HOLD_MS } from '../../domain/monitoring/movement.ts';
import type { Recording } from '../../domain/timeline/recording.ts';
import { PAUSE, RESUME } from '../../domain/timeline/sample.ts';
import type { RecordingExtra } from '../ports/recording-store.ts';

/**
 * What a source knows besides heart rate, cut like its recording (`cutRecording`): RR intervals stay with their items,
 * movement with the hours it can speak of. Laps and what was not counted are kept by the first part. `parts` in their order.
 */
export function cutExtra(
  extra: RecordingExtra | null,
  parts: readonly Recording[],
): (RecordingExtra | null)[] {
  if (extra === null || parts.length === 1) return parts.map(() => extra);
  let row = 0;
  let paused = false;
  return parts.map(({ facts, items: { count, code } }, part) => {
    // A part that begins paused has one row in front that the recording does not have.
    const lead = paused ? 1 : 0;
    const rr = extra.rr?.slice(row, row + count - lead);
    row += count - lead;
    for (let i = 0; i < count; i++) if (code[i] === PAUSE || code[i] === RESUME) paused = code[i] === PAUSE;
    const { laps, movement, uncounted } = extra;
    return {
      ...(part === 0 && laps !== undefined && { laps }),
      ...(part === 0 && uncounted !== undefined && { uncounted }),
      ...(rr !== undefined && { rr: lead === 1 ? [null, ...rr] : rr }),
      ...(movement !== undefined && {
        movement: movement.filter(
          ({ atMs }) => atMs >= facts.startMs - LONGEST_TYPE_HOLD_MS && atMs <= facts.endMs,
        ),
      }),
    };
  });
}
