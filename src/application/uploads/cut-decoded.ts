import { cutRecording } from '../../domain/timeline/cut-recording.ts';
import type { Span } from '../../domain/timeline/span.ts';
import type { DecodedRecording, DecodeOutcome } from '../ports/file-decoder.ts';
import { cutExtra } from './cut-extra.ts';

/** The recordings of a file that are stored, and the hours of those that the athlete had removed. */
export function cutDecoded(
  decoded: DecodeOutcome,
  keep: readonly string[] | null,
): { readonly stored: DecodedRecording[]; readonly removed: Span[] } {
  if (!decoded.ok) return { stored: [], removed: [] };
  const cut = decoded.recordings.flatMap(({ recording, extra }) => {
    const parts = cutRecording(recording);
    const extras = cutExtra(extra, parts);
    return parts.map((part, i) => ({ recording: part, extra: extras[i] ?? null }));
  });
  const kept = cut.filter(({ recording }) => keep?.includes(recording.facts.id) ?? true);
  // A later version may name recordings otherwise: then nothing can be told to have been removed.
  const stored = kept.length === 0 && keep?.length !== 0 ? cut : kept;
  const removed = cut
    .filter((each) => !stored.includes(each))
    .map(({ recording: { facts } }) => ({ fromMs: facts.startMs, toMs: facts.endMs }));
  return { stored, removed };
}
