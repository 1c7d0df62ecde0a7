import type { FitContent, SessionRow } from './fit-content.ts';

/** A day: a record farther than this from its neighbour begins a new segment (Z3). */
const SEGMENT_GAP_S = 24 * 3_600;

/** A stretch of the file that becomes one recording; times in FIT seconds. */
export interface SessionWindow {
  /** Place in the file, stable for one content. */
  readonly place: string;
  readonly session: SessionRow | null;
  readonly start: number;
  /** Last record, or the session's own end where it has no records. */
  readonly last: number;
  /** Indexes of `records` in order of time. */
  readonly records: readonly number[];
}

/**
 * One window per FIT session: from its start to the last record before the next session begins (never
 * `session.timestamp`, which many devices get wrong). Records before the first start belong to the first session.
 * Records more than 24 h apart never share a window, so a jump of the clock cannot make a recording of years.
 *
 * `usable` says which times a set clock can have written.
 */
export function sessionWindows(content: FitContent, usable: (fitS: number) => boolean): SessionWindow[] {
  const { time } = content.records;
  const order: number[] = [];
  for (let index = 0; index < time.length; index++) if (usable(time[index]!)) order.push(index);
  order.sort((a, b) => time[a]! - time[b]! || a - b);

  const sessions = orderedSessions(content, usable);
  if (sessions.length === 0 && order.length === 0) return fromLaps(content, usable);
  if (sessions.length === 0) return split('0', null, NaN, order, time);
  const windows: SessionWindow[] = [];
  let from = 0;
  sessions.forEach(({ row, start }, index) => {
    const nextStart = sessions[index + 1]?.start ?? Infinity;
    let to = from;
    while (to < order.length && time[order[to]!]! < nextStart) to++;
    const mine = order.slice(from, to);
    from = to;
    if (mine.length > 0) windows.push(...split(`${index}`, row, start, mine, time));
    else windows.push(...withoutRecords(content, `${index}`, row, start));
  });
  return windows;
}

function orderedSessions(
  content: FitContent,
  usable: (fitS: number) => boolean,
): { row: SessionRow; start: number }[] {
  const rows = content.sessions.map((row) => ({ row, start: startOf(row, usable) }));
  if (rows.length === 1) return rows;
  const known = rows.filter(({ start }) => !Number.isNaN(start)).sort((a, b) => a.start - b.start);
  // A summary written twice is one session: the later one is the final one.
  const distinct = known.filter(({ start }, index) => known[index + 1]?.start !== start);
  return distinct.length > 0 ? distinct : rows.slice(0, 1);
}

function startOf(row: SessionRow, usable: (fitS: number) => boolean): number {
  if (row.start !== null) return usable(row.start) ? row.start : NaN;
  if (row.end === null || row.elapsedS === null || !usable(row.end)) return NaN;
  return row.end - row.elapsedS;
}

function split(
  place: string,
  session: SessionRow | null,
  sessionStart: number,
  order: readonly number[],
  time: readonly number[],
): SessionWindow[] {
  const windows: SessionWindow[] = [];
  let from = 0;
  for (let index = 1; index <= order.length; index++) {
    const ended = index === order.length || time[order[index]!]! - time[order[index - 1]!]! > SEGMENT_GAP_S;
    if (!ended) continue;
    const first = time[order[from]!]!;
    const gapS = first - sessionStart;
    const isBelieved = gapS > 0 && gapS <= SEGMENT_GAP_S && !endsBefore(session, gapS);
    windows.push({
      place: from === 0 ? place : `${place}.${windows.length}`,
      session,
      start: from === 0 && isBelieved ? sessionStart : first,
      last: time[order[index - 1]!]!,
      records: order.slice(from, index),
    });
    from = index;
  }
  return windows;
}

/** A session that is over before its first record has a wrong start: nothing of it is evidence (Z3). */
function endsBefore(session: SessionRow | null, firstRecordS: number): boolean {
  const { elapsedS = null, timerS = null } = session ?? {};
  if (elapsedS === null && timerS === null) return false;
  return Math.max(elapsedS ?? 0, timerS ?? 0) <= firstRecordS;
}

/** Laps alone, without records and without a session, are a session of which nothing is known, as in TCX (Z8). */
function fromLaps({ laps, ...content }: FitContent, usable: (fitS: number) => boolean): SessionWindow[] {
  const known = laps.flatMap(({ start, end, elapsedS, timerS }) => {
    const lengthS = elapsedS ?? timerS ?? (end ?? 0) - (start ?? 0);
    return start !== null && usable(start) && lengthS > 0
      ? [{ start, end: start + lengthS, timerS: timerS ?? lengthS }]
      : [];
  });
  if (known.length === 0) return [];
  const start = Math.min(...known.map((lap) => lap.start));
  const end = Math.max(...known.map((lap) => lap.end));
  const timerS = known.reduce((sum, lap) => sum + lap.timerS, 0);
  const sport = content.sport ?? { sport: null, subSport: null };
  return withoutRecords(content, '0', { start, end, elapsedS: end - start, timerS, ...sport }, start);
}

/** A session without records is still a session: its time is unknown, not undone (Z8). */
function withoutRecords(
  content: Pick<FitContent, 'timerEvents'>,
  place: string,
  session: SessionRow,
  start: number,
): SessionWindow[] {
  const { timerS, elapsedS } = session;
  // Pauses are taken out of elapsed time where the file tells them; else only the timer knows.
  const lengthS =
    content.timerEvents.length > 0 ? Math.max(elapsedS ?? 0, timerS ?? 0) : (timerS ?? elapsedS ?? 0);
  if (Number.isNaN(start) || lengthS < 1 || lengthS > SEGMENT_GAP_S) return [];
  return [{ place, session, start, last: start + lengthS - 1, records: [] }];
}
