import type { LocalDate } from '../../domain/units.ts';
import type { SpanEvidence } from '../ports/week-evidence-store.ts';

/** The evidence of a span as it stood at one revision of the athlete's. */
export interface RememberedEvidence {
  readonly revision: string;
  readonly evidence: SpanEvidence;
}

interface DateSpan {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/**
 * What a process remembers of evidence that it has read, so that who asks for the same weeks again reads their revision
 * only. Never a truth (T10): an entry is of no use as soon as the athlete's evidence is of another revision. Losing it
 * costs one reading.
 */
export interface EvidenceMemory {
  get(athleteId: string, span: DateSpan): RememberedEvidence | null;
  set(athleteId: string, span: DateSpan, remembered: RememberedEvidence): void;
}

/** Sessions and days kept in all, some 4 KB each; the least recently used are given up first. */
const KEPT_ROWS = 8_000;
/** A longer span is asked for seldom, and would push out the weeks of many. */
const MOST_ROWS_OF_ONE = 1_000;

export function createEvidenceMemory(): EvidenceMemory {
  const entries = new Map<string, RememberedEvidence>();
  let rows = 0;
  const forget = (key: string): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    rows -= rowsOf(entry);
  };
  return {
    get(athleteId, span) {
      const key = keyOf(athleteId, span);
      const entry = entries.get(key);
      if (entry === undefined) return null;
      entries.delete(key);
      entries.set(key, entry);
      return entry;
    },
    set(athleteId, span, remembered) {
      const key = keyOf(athleteId, span);
      forget(key);
      const more = rowsOf(remembered);
      if (more > MOST_ROWS_OF_ONE) return;
      entries.set(key, remembered);
      rows += more;
      for (const oldest of entries.keys()) {
        if (rows <= KEPT_ROWS) break;
        forget(oldest);
      }
    },
  };
}

function keyOf(athleteId: string, { from, to }: DateSpan): string {
  return `${athleteId} ${from} ${to}`;
}

/** An empty span is an entry too. */
function rowsOf({ evidence: { sessions, passiveDays } }: RememberedEvidence): number {
  return 1 + sessions.length + passiveDays.length;
}
