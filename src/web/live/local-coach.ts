import { readEntryItem } from '../../adapters/wire/live/captured-item.ts';
import { coachFrame } from '../../adapters/wire/live/coach-frame.ts';
import type { CapturedEntry, ClockSegment } from '../../adapters/wire/live/live-buffer.ts';
import type { CoachFrame, LiveIntent } from '../../adapters/wire/live/live-frames.ts';
import type { AthleteFlag, DatedTimeZone, Locale } from '../../domain/athlete.ts';
import { addDays, localDateAt, startOfDayMs } from '../../domain/calendar/local-time.ts';
import { datesOf, isoWeekOf } from '../../domain/calendar/week.ts';
import { Coach, type CoachingBasis } from '../../domain/coaching/coach.ts';
import {
  baselineOf,
  doseBaseline,
  joinBaselines,
  type DoseBaseline,
  type KnownWeek,
} from '../../domain/coaching/dose-baseline.ts';
import type { CeilingEvent, CeilingReducer } from '../../domain/ceiling/ceiling-reducer.ts';
import {
  LiveSession,
  type CoachBand,
  type FinishedPart,
  type LiveMeasure,
} from '../../domain/coaching/live-session.ts';
import type { BasisValues } from '../../domain/basis/choose-basis.ts';
import { usableMaxHeartRates } from '../../domain/max-heart-rate/choose-max-heart-rate.ts';
import { findIntervals } from '../../domain/four-by-four/four-by-four.ts';
import type { MaxHeartRate } from '../../domain/max-heart-rate/max-heart-rate.ts';
import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { rrKeyOf } from '../../domain/timeline/rr-key.ts';
import type { IsoWeek } from '../../domain/units.ts';

/** What this browser remembers of what a verdict rests on. */
export interface CoachBasis extends BasisValues {
  readonly flags: readonly AthleteFlag[];
  readonly timeZones: readonly DatedTimeZone[];
  readonly prescriptions: readonly Prescription[];
  /** The week as the server judged it last, without the run; null when it was never seen. */
  readonly week: KnownWeek | null;
}

export interface LocalCoachInput {
  readonly sessionId: string;
  readonly deviceName: string | null;
  readonly sport: string | null;
  readonly intent: LiveIntent;
  /** Null for a real heart (L13). */
  readonly timeScale: number | null;
  readonly basis: CoachBasis;
  /** What was captured before the page was opened again. */
  readonly entries: readonly CapturedEntry[];
  readonly segments: readonly ClockSegment[];
  readonly nowMs: number;
}

/**
 * Coaches the run that this device captures, by the rules that the server coaches by and from the same items: for as long
 * as the server is away. Of other devices' recordings of the same hours it knows nothing.
 */
export class LocalCoach {
  readonly #input: LocalCoachInput;
  readonly #maxHeartRates: readonly MaxHeartRate[];
  readonly #session: LiveSession;
  readonly #coach: Coach;
  /** All of the run, in the order of their numbers. */
  readonly #entries: CapturedEntry[] = [];
  readonly #offsets = new Map<number, number>();
  /** The offset that the items are placed by now. */
  #offsetMs = 0;
  #week: IsoWeek;
  #weekEndMs = NaN;
  #finishedParts = 0;
  #replaying = false;
  #ceilingEvent: CeilingEvent | null = null;

  constructor(input: LocalCoachInput) {
    const { basis, sessionId, sport, intent, timeScale, nowMs } = input;
    this.#input = input;
    this.#maxHeartRates = usableMaxHeartRates(basis.maxHeartRates, basis.flags);
    this.#week = this.#weekAt(nowMs);
    this.#session = new LiveSession({
      sessionId,
      sport,
      intent,
      simulated: timeScale !== null,
      nowMs,
      measure: this.#measure(),
      listener: {
        noteEvent: (type) => this.#coach.noteEvent(type),
        noteCeiling: (event) => {
          this.#coach.noteCeiling(event);
          if (!this.#replaying) this.#ceilingEvent = event;
        },
      },
    });
    this.#coach = new Coach({ intent, timeScale, isSlow: false }, this.#coachedBy());
    this.#entries.push(...input.entries);
    this.clock(input.segments);
  }

  get maxHeartRate(): number | null {
    return this.#session.maxHeartRate;
  }

  get bands(): readonly CoachBand[] {
    return this.#session.bands;
  }

  /** Whether anything is known of this week besides the run: without it nothing can be said of what is left. */
  get knowsWeek(): boolean {
    return this.#input.basis.week?.week === this.#week;
  }

  /** The next item that was captured; `nowMs` by the device's clock. */
  add(entry: CapturedEntry, nowMs: number): void {
    if (entry.seq <= (this.#entries.at(-1)?.seq ?? 0)) return;
    this.#entries.push(entry);
    this.#offsetMs = this.#offsetOf(entry.segment);
    const { atMs, code, rr } = readEntryItem(entry, this.#offsetMs);
    if (atMs !== atMs) return;
    this.#coach.noteArrival(atMs, nowMs + this.#offsetMs);
    if (atMs < this.#session.lastItemMs) this.#replay();
    else this.#append(atMs, code, rr);
  }

  /** What the item just added gives to say of the ceiling, once (X1); the phone guards it itself, server or not (X3). */
  takeCeilingEvent(): CeilingEvent | null {
    const event = this.#ceilingEvent;
    this.#ceilingEvent = null;
    return event;
  }

  /** The guard of the run as it stands; null without a ceiling. */
  get ceiling(): CeilingReducer | null {
    return this.#session.ceiling;
  }

  /** Offsets that have become known: what was placed without them is placed again (L5). */
  clock(segments: readonly ClockSegment[]): void {
    for (const { id, offset } of segments) if (offset !== null) this.#offsets.set(id, offset);
    if (this.#entries.length > 0) this.#replay();
  }

  /** `nowMs` by the device's clock. */
  tell(nowMs: number, locale: Locale): CoachFrame {
    const atMs = nowMs + this.#offsetMs;
    if (!(atMs < this.#weekEndMs)) this.#enterWeekOf(atMs);
    const view = this.#coach.view(this.#session, atMs);
    const { sessionId, deviceName, timeScale } = this.#input;
    const run = { session: sessionId, device: deviceName, simulated: timeScale !== null };
    return coachFrame(this.knowsWeek ? view : { ...view, remaining: [] }, locale, run);
  }

  /** The week with the run in it, now that it has ended; null where the week is not known. */
  end(): KnownWeek | null {
    const { evaluation, finishedParts, lastItemMs } = this.#session;
    evaluation?.end();
    const evidence = evaluation?.evidence(lastItemMs) ?? null;
    if (!this.knowsWeek || evaluation === null || evidence === null) return null;
    const last = { evidence, intervals: evaluation.intervalResults };
    const { soFar } = this.#baseline([...finishedParts, last]);
    return { week: this.#week, soFar };
  }

  #append(atMs: number, code: number, rr: readonly number[] | null): void {
    this.#session.append(atMs, code, rrKeyOf(rr));
    const { length } = this.#session.finishedParts;
    if (length === this.#finishedParts) return;
    // Z10: a long silence has ended a session; the week has that behind it now.
    this.#finishedParts = length;
    this.#coach.setBasis(this.#coachedBy());
  }

  /** L6: in the order of (instant, number). */
  #replay(): void {
    this.#offsetMs = this.#offsetOf(this.#entries.at(-1)!.segment);
    const items = this.#entries
      .map((entry) => ({ seq: entry.seq, ...readEntryItem(entry, this.#offsetOf(entry.segment)) }))
      .filter(({ atMs }) => atMs === atMs)
      .sort((a, b) => a.atMs - b.atMs || a.seq - b.seq);
    this.#replaying = true;
    this.#coach.catchUp(() => {
      this.#session.restart();
      this.#finishedParts = 0;
      for (const { atMs, code, rr } of items) this.#append(atMs, code, rr);
    });
    this.#replaying = false;
  }

  /** Not measured yet: what the segment before has is nearer than nothing. */
  #offsetOf(segment: number): number {
    for (let id = segment; id > 0; id--) {
      const offset = this.#offsets.get(id);
      if (offset !== undefined) return offset;
    }
    return 0;
  }

  #enterWeekOf(atMs: number): void {
    const { timeZones } = this.#input.basis;
    this.#week = this.#weekAt(atMs);
    this.#weekEndMs = startOfDayMs(addDays(datesOf(this.#week)[6]!, 1), timeZones);
    this.#session.measureBy(this.#measure(), atMs);
    this.#coach.setBasis(this.#coachedBy());
  }

  #measure(): LiveMeasure {
    const { timeZones, prescriptions } = this.#input.basis;
    return { timeZones, ...this.#values(), prescription: choosePrescription(prescriptions, this.#week) };
  }

  /** Those that may be used (M7), as the rules take them. */
  #values(): BasisValues {
    const { restingHeartRates = [], thresholdHeartRates = [] } = this.#input.basis;
    return { maxHeartRates: this.#maxHeartRates, restingHeartRates, thresholdHeartRates };
  }

  #weekAt(atMs: number): IsoWeek {
    return isoWeekOf(localDateAt(atMs, this.#input.basis.timeZones));
  }

  #coachedBy(): CoachingBasis {
    const { flags, prescriptions } = this.#input.basis;
    const baseline = this.#baseline(this.#session.finishedParts);
    return { prescription: choosePrescription(prescriptions, this.#week), flags, baseline };
  }

  /** What is remembered of the week, and what was recorded since. */
  #baseline(parts: readonly FinishedPart[]): DoseBaseline {
    const { basis, nowMs } = this.#input;
    const known = basis.week?.week === this.#week ? basis.week : { soFar: new Map() };
    const prescription = choosePrescription(basis.prescriptions, this.#week);
    const remembered = baselineOf({ ...known, week: this.#week }, prescription, this.#values());
    if (parts.length === 0) return remembered;
    const recorded = doseBaseline(
      {
        athlete: basis,
        week: this.#week,
        nowMs,
        maxHeartRates: basis.maxHeartRates,
        prescriptions: basis.prescriptions,
        sessions: parts.map(({ evidence }) => evidence),
        passiveDays: [],
        fourByFour: (id, edges) =>
          findIntervals(parts.find(({ evidence }) => evidence.id === id)?.intervals ?? [], edges),
        firstEvidenceDate: null,
        firstStrengthDate: null,
        excusedWeeks: [],
        restingHeartRates: basis.restingHeartRates ?? [],
        thresholdHeartRates: basis.thresholdHeartRates ?? [],
      },
      [],
    );
    return joinBaselines(remembered, recorded);
  }
}
