import { CompiledQuery } from 'kysely';
import type { FourByFourMemory } from '../../../application/ports/session-store.ts';
import type {
  AskedPast,
  SpanEvidence,
  WeekEvidence,
  WeekEvidenceStore,
} from '../../../application/ports/week-evidence-store.ts';
import { basesOf } from '../../../domain/bands/heart-basis.ts';
import type { Athlete } from '../../../domain/athlete.ts';
import { RULE_VERSION } from '../../../domain/rule-version.ts';
import type { PassiveDay, SessionEvidence } from '../../../domain/session/session.ts';
import type { LocalDate } from '../../../domain/units.ts';
import type { Executor } from '../database.ts';
import { unpackFourByFour } from '../packing/pack-four-by-four.ts';
import { unpackHistogram } from '../packing/pack-histogram.ts';
import { unpackSegments } from '../packing/pack-segments.ts';
import { type SessionColumns, toEvidence } from './session-rows.ts';
import { WEEK_EVIDENCE } from './week-evidence-statement.ts';

interface AthleteRow {
  readonly kind: 'athlete';
  readonly facts: string;
}

/** `a` is its dates, `b` what is remembered of its intervals. */
interface SessionRow extends Omit<SessionColumns, 'days'> {
  readonly kind: 'session';
  readonly revision: string;
  readonly a: Buffer;
  readonly b: Buffer | null;
}

interface PassiveRow {
  readonly kind: 'passive';
  readonly date: LocalDate;
  readonly unknown_ms: number;
  readonly a: Buffer;
  readonly b: Buffer;
  readonly c: Buffer | null;
}

type Row = AthleteRow | SessionRow | PassiveRow;

interface AthleteFacts extends Pick<
  WeekEvidence,
  'maxHeartRates' | 'restingHeartRates' | 'thresholdHeartRates' | 'first' | 'excusedWeeks'
> {
  readonly athlete: Athlete;
  readonly prescriptions: readonly {
    id: string;
    validFrom: LocalDate;
    reason: string | null;
    content: object;
  }[];
  readonly revision: string;
  readonly past: string | null;
  /** Of the resting heart rates in force in the past, whatever weeks are read beside it. */
  readonly pastResting: string | null;
}

/**
 * One statement for all that a report rests on: one round trip, planned once per connection, and one snapshot, so that a
 * report never mixes what stood before an import with what stands after it.
 */
export function createWeekEvidenceStore(db: Executor): WeekEvidenceStore {
  return {
    async read(athleteId, span, past, seenRevision) {
      const { rows } = await db.executeQuery<Row>(
        CompiledQuery.raw(WEEK_EVIDENCE, [
          athleteId,
          span.from,
          span.to,
          RULE_VERSION,
          past?.from ?? null,
          past?.to ?? null,
          past?.seen?.revision ?? null,
          seenRevision,
        ]),
      );
      const row = rows.find((each) => each.kind === 'athlete');
      if (row === undefined) return null;
      const frame = toFrame(row, past);
      const isSeen = frame.revision === seenRevision;
      return {
        ...frame,
        evidence: isSeen ? null : { ...toSessions(rows), passiveDays: toPassive(rows) },
      };
    },
  };
}

function toFrame({ facts }: AthleteRow, asked: AskedPast | null): Omit<WeekEvidence, 'evidence'> {
  // Written by the statement above from checked columns.
  const { athlete, prescriptions, revision, past, pastResting, ...rest } = JSON.parse(facts) as AthleteFacts;
  const { timeZones, flags } = athlete;
  const own = prescriptions.map(({ content, ...dated }) => ({
    ...(content as WeekEvidence['prescriptions'][number]),
    ...dated,
  }));
  const usesResting = own.some((each) => basesOf(each).includes('resting'));
  const named = past !== null && usesResting ? `${past} ${pastResting}` : past;
  return {
    ...rest,
    athlete,
    revision,
    prescriptions: own,
    pastMark: asked && {
      // Without a name from the statement, the one that was seen at this revision still stands.
      evidence: named ?? asked.seen?.evidence ?? '',
      settings: JSON.stringify([
        RULE_VERSION,
        timeZones,
        flags,
        rest.maxHeartRates,
        rest.thresholdHeartRates,
        prescriptions,
        rest.excusedWeeks,
        rest.first,
      ]),
      revision,
    },
  };
}

function toSessions(rows: readonly Row[]): Pick<SpanEvidence, 'sessions' | 'fourByFour'> {
  const sessions: SessionEvidence[] = [];
  const fourByFour: FourByFourMemory[] = [];
  for (const row of rows) {
    if (row.kind !== 'session') continue;
    sessions.push(toEvidence({ ...row, days: row.a }));
    fourByFour.push({
      sessionId: row.id,
      revision: row.revision,
      recordingIds: row.sources.map((source) => source.recordingId),
      known: row.b === null ? [] : unpackFourByFour(row.b),
    });
  }
  return { sessions: sessions.sort((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1)), fourByFour };
}

function toPassive(rows: readonly Row[]): PassiveDay[] {
  const days: PassiveDay[] = [];
  for (const row of rows) {
    if (row.kind !== 'passive') continue;
    days.push({
      date: row.date,
      unknownMs: row.unknown_ms,
      msUpTo: unpackHistogram(row.a),
      movingMsUpTo: unpackHistogram(row.b),
      ...(row.c !== null && { movingSegments: unpackSegments(row.c) }),
    });
  }
  return days.sort((x, y) => (x.date < y.date ? -1 : 1));
}
