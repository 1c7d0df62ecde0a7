import type { Authorities } from '../authority/authorities.ts';
import type { Secrets } from '../devices/secrets.ts';
import type { SessionSummary } from '../live/close-live-recording.ts';
import type { SignUp } from '../people/sign-up.ts';
import type { Accounts } from '../ports/accounts.ts';
import type { ArchiveReader } from '../ports/archive-reader.ts';
import type { Clock } from '../ports/clock.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import type { EventPresenter } from '../ports/event-presenter.ts';
import type { FhirServer } from '../ports/fhir-server.ts';
import type { FileDecoder } from '../ports/file-decoder.ts';
import type { Letters } from '../ports/letters.ts';
import type { LiveStore, StreamKey } from '../ports/live-store.ts';
import type { NarrowToAthlete } from '../ports/narrow-to-athlete.ts';
import type { PairingCodeStore } from '../ports/pairing-code-store.ts';
import type { PresentWeekBundle } from '../ports/present-week-bundle.ts';
import type { PushSender } from '../ports/push-sender.ts';
import type { ReportSeal } from '../ports/report-seal.ts';
import type { EncodeSession } from '../ports/session-encoder.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import type { SummaryKey } from '../ports/summary-key.ts';
import type { WebhookSecret, WebhookSender } from '../ports/webhook-sender.ts';
import type { EncodeWorkout } from '../ports/workout-encoder.ts';
import type { ReadAthlete } from '../athlete/read-athlete.ts';
import type { ReadSession } from '../sessions/read-session.ts';

/** What the verbs need of the machine they run on. */
export interface Platform {
  readonly clock: Clock;
  /** UUID v7: ids sort by the time they were made. */
  readonly newId: () => string;
  readonly secrets: Secrets;
  readonly sha256Hex: (data: Uint8Array | string) => string;
  /** Lets the event loop serve others between pieces of long work. */
  readonly breathe: () => Promise<void>;
  /** Calls `task` every `ms` until the answered function is called. */
  readonly every: (ms: number, task: () => void) => () => void;
  readonly evaluate: EvaluateSession;
  /** What open doors of this process rely on (L14). */
  readonly authorities: Authorities;
}

/** What the verbs need besides one another. */
export interface VerbDeps extends Platform {
  readonly stores: Stores;
  readonly transactions: Transactions;
  readonly narrowToAthlete: NarrowToAthlete;
  readonly decoder: FileDecoder;
  readonly archives: ArchiveReader;
  readonly pairingCodes: PairingCodeStore;
  readonly liveStore: LiveStore;
  readonly accounts: Accounts;
  /** Who may make an account (U3). */
  readonly signUp: SignUp;
  readonly letters: Letters | null;
  readonly reportSeal: ReportSeal;
  readonly pushSender: PushSender;
  readonly webhookSender: WebhookSender;
  readonly webhookSecret: WebhookSecret;
  readonly summaryKey: SummaryKey;
  /** Null where the operator has configured none. */
  readonly fhirServer: FhirServer | null;
  /** The zone of an athlete nobody has asked yet. */
  readonly timeZoneGuess: string;
  readonly encodeSession: EncodeSession;
  readonly encodeWorkout: EncodeWorkout;
  readonly eventPresenter: EventPresenter;
  readonly presentWeekBundle: PresentWeekBundle;
  /** What `GET /v1/sessions/{id}` answers, for whoever ends a run; null when the stream left nothing to judge. */
  readonly sessionSummary: (verbs: {
    readonly readAthlete: ReadAthlete;
    readonly readSession: ReadSession;
  }) => (key: StreamKey) => Promise<SessionSummary | null>;
}
