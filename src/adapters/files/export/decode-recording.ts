import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import { refusal } from '../refusal.ts';
import { isExportedRecording, withoutFormerFact } from './exported-recording.ts';

/** A live recording of an export of ours, as it was (`live/*.json`). */
export function decodeExportedRecording(bytes: Uint8Array): DecodeOutcome {
  const exported = parseJson(bytes);
  if (!isExportedRecording(exported)) return refusal('unreadable', 'This recording of an export is damaged.');
  const { facts, atMs, code, rrKey, rr } = exported;
  return {
    ok: true,
    recordings: [
      {
        recording: {
          facts: withoutFormerFact(facts),
          items: {
            count: atMs.length,
            atMs: Float64Array.from(atMs),
            code: Int16Array.from(code),
            ...(rrKey !== null && { rrKey: Uint32Array.from(rrKey) }),
          },
        },
        extra: rr === null ? null : { rr },
      },
    ],
    restingHeartRates: [],
    partial: false,
    warnings: [],
  };
}

/** Null where the bytes are no JSON. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
