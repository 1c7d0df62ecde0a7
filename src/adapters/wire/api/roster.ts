import { Type, type Static } from 'typebox';
import type { Locale } from '../../../domain/athlete.ts';
import { ROSTER_ORDERS } from '../../../domain/roster/roster-order.ts';
import { ROSTER_REASONS, type RosterReason } from '../../../domain/roster/roster-reason.ts';
import type { RosterWeek } from '../../../domain/roster/roster-week.ts';
import { renderNote } from '../messages/render.ts';
import { instant, isoWeek, oneOf, text } from './formats.ts';
import { count, language, nullable, pageQuery, ratio, strict } from './schema.ts';

const status = oneOf('met', 'on_track', 'behind', 'missed', 'undetermined');

export const rosterQuery = strict({
  ...pageQuery,
  week: Type.Optional(isoWeek()),
  status: Type.Optional(oneOf(...ROSTER_REASONS)),
  q: Type.Optional(text(100)),
  sort: Type.Optional(oneOf(...ROSTER_ORDERS)),
  locale: Type.Optional(language),
});

const line = strict({
  athleteId: Type.String(),
  name: Type.String(),
  week: Type.String(),
  status,
  targets: Type.Array(
    strict({
      id: Type.String(),
      /** What a person called it; left out for a target of the article. */
      name: Type.Optional(Type.String()),
      status: nullable(status),
      credited: count,
      minimum: count,
      /** Consecutive weeks met. */
      streakWeeks: nullable(count),
    }),
  ),
  /** The end of the latest session. */
  lastSeenAt: nullable(instant()),
  coverage: nullable(ratio),
  guards: Type.Array(
    strict({ rule: Type.String(), severity: oneOf('note', 'caution', 'strong'), text: Type.String() }),
  ),
  /** This week and the three before it, oldest first. */
  weeks: Type.Array(status),
  /** Why the athlete stands here. */
  why: strict({ rule: Type.String(), text: Type.String() }),
});

export const rosterSchema = strict({
  items: Type.Array(line),
  nextCursor: Type.Optional(Type.String()),
});

export function presentRosterLine(
  entry: {
    readonly athleteId: string;
    readonly name: string;
    readonly week: string;
    readonly row: RosterWeek;
    readonly lastSeenMs: number | null;
    readonly reason: RosterReason;
  },
  locale: Locale,
): Static<typeof line> {
  const { athleteId, name, week, row, lastSeenMs, reason } = entry;
  return {
    athleteId,
    name,
    week,
    status: row.status,
    targets: row.targets.map(({ name: words, ...target }) => ({
      ...target,
      ...(words && { name: words[locale] }),
    })),
    lastSeenAt: lastSeenMs === null ? null : new Date(lastSeenMs).toISOString(),
    coverage: row.coverage,
    guards: row.guards.map(({ rule, severity, note }) => ({
      rule,
      severity,
      text: renderNote(note, locale, 'other'),
    })),
    weeks: [...row.weeks],
    why: { rule: reason.rule, text: renderNote(reason.note, locale, 'other') },
  };
}
