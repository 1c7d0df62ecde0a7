import type { IsoWeek, LocalDate } from '../../domain/units.ts';
import type { OutgoingEvent } from '../webhooks/outgoing-event.ts';

export type EventChange = 'added' | 'removed' | 'basis' | 'grant';

/** A change that committed and was not yet told: of one session, of what weeks are judged by, or of one grant. */
export interface NotedChange {
  readonly id: string;
  readonly change: EventChange;
  /** Null where no session changed, as the two that follow. */
  readonly sessionId: string | null;
  readonly localDate: LocalDate | null;
  /** Equal where a session says the same. */
  readonly digest: string | null;
  readonly grantId: string | null;
}

/** Up to which week an athlete's weeks were told as closed, and when the next one ends. */
export interface EventPosition {
  readonly closedWeek: IsoWeek;
  readonly closesAtMs: number;
}

/** What was told of the latest weeks: targets met, guards raised, ceilings crossed. */
export type ToldWeeks = ReadonlyMap<IsoWeek, readonly string[]>;

export interface UntoldChanges {
  /** Another one with every commit. */
  readonly version: number;
  readonly position: EventPosition;
  readonly told: ToldWeeks;
  /** In the order they committed. */
  readonly changes: readonly NotedChange[];
}

export interface EventStore {
  /** From now on changes of this athlete are noted; nothing where they already are. */
  begin(athleteId: string, position: EventPosition, told: ToldWeeks): Promise<void>;
  /** Athletes of whom something is to be told, of all: each then names itself. */
  listDue(nowMs: number, limit: number): Promise<readonly string[]>;
  /** Null where nothing is told of the athlete. */
  read(athleteId: string): Promise<UntoldChanges | null>;
  /**
   * Queues the events for every webhook that asks for them and forgets the changes they came from, at once. False when
   * somebody else has done so since `seen` was read: then nothing is done. `told` replaces all weeks.
   */
  commit(
    athleteId: string,
    seen: UntoldChanges,
    done: {
      readonly position: EventPosition;
      readonly told: ToldWeeks;
      readonly events: readonly OutgoingEvent[];
    },
  ): Promise<boolean>;
}
