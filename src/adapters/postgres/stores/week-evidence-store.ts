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
import type { PassiveDay, SessionDay, SessionEvidence } from '../../../domain/session/session.ts';
import type { LocalDate } from '../../../domain/units.ts';
import type { Executor } from '../database.ts';
import { unpackFourByFour } from '../packing/pack-four-by-four.ts';
import { unpackHistogram } from '../packing/pack-histogram.ts';
import { unpackSegments } from '../packing/pack-segments.ts';
import { WEEK_EVIDENCE } from './week-evidence-statement.ts';

interface Row {
  readonly kind: 'athlete' | 'session' | 'passive';
  readonly facts: string;
  readonly a: Buffer | null;
  readonly b: Buffer | null;
  readonly c: Buffer | null;
}

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
}

/** In the order of the statement. */
type SessionFacts = readonly [
  evidence: Omit<SessionEvidence, 'days'>,
  revision: string,
  date: LocalDate | null,
  unknownMs: number | null,
];

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
      const row = rows.find(({ kind }) => kind === 'athlete');
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

function toFrame({ facts }: Row, asked: AskedPast | null): Omit<WeekEvidence, 'evidence'> {
  // Written by the statement above from checked columns.
  const { athlete, prescriptions, revision, past, ...rest } = JSON.parse(facts) as AthleteFacts;
  const { timeZones, flags } = athlete;
  const own = prescriptions.map(({ content, ...dated }) => ({
    ...(content as WeekEvidence['prescriptions'][number]),
    ...dated,
  }));
  return {
    ...rest,
    athlete,
    revision,
    prescriptions: own,
    pastMark: asked && {
      // Without a name from the statement, the one that was seen at this revision still stands.
      evidence: past ?? asked.seen?.evidence ?? '',
      settings: JSON.stringify([
        RULE_VERSION,
        timeZones,
        flags,
        rest.maxHeartRates,
        rest.thresholdHeartRates,
        own.some((each) => basesOf(each).includes('resting')) ? rest.restingHeartRates : [],
        prescriptions,
        rest.excusedWeeks,
        rest.first,
      ]),
      revision,
    },
  };
}

function toSessions(rows: readonly Row[]): Pick<SpanEvidence, 'sessions' | 'fourByFour'> {
  const found = new Map<string, { evidence: SessionEvidence; days: SessionDay[] }>();
  const fourByFour: FourByFourMemory[] = [];
  for (const row of rows) {
    if (row.kind !== 'session') continue;
    const [facts, revision, date, unknownMs] = JSON.parse(row.facts) as SessionFacts;
    let session = found.get(facts.id);
    if (session === undefined) {
      const days: SessionDay[] = [];
      session = { evidence: { ...facts, days }, days };
      found.set(facts.id, session);
      fourByFour.push({
        sessionId: facts.id,
        revision,
        recordingIds: facts.sources.map((source) => source.recordingId),
        known: row.b === null ? [] : unpackFourByFour(row.b),
      });
    }
    if (date === null || unknownMs === null || row.a === null) continue;
    session.days.push({ date, unknownMs, msUpTo: unpackHistogram(row.a) });
  }
  const sessions = [...found.values()].map(({ evidence, days }) => {
    days.sort((a, b) => (a.date < b.date ? -1 : 1));
    return evidence;
  });
  return { sessions: sessions.sort((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1)), fourByFour };
}

function toPassive(rows: readonly Row[]): PassiveDay[] {
  const days: PassiveDay[] = [];
  for (const { kind, facts, a, b, c } of rows) {
    if (kind !== 'passive' || a === null || b === null) continue;
    const [date, unknownMs] = JSON.parse(facts) as [LocalDate, number];
    days.push({
      date,
      unknownMs,
      msUpTo: unpackHistogram(a),
      movingMsUpTo: unpackHistogram(b),
      ...(c !== null && { movingSegments: unpackSegments(c) }),
    });
  }
  return days.sort((x, y) => (x.date < y.date ? -1 : 1));
}
