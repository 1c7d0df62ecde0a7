import type { Static, TObject } from 'typebox';
import type { LookedAt } from '../../../application/ports/access-log-store.ts';
import type { GrantScope } from '../../../domain/consent-scopes.ts';
import type { Locale } from '../../../domain/athlete.ts';
import type { IsoWeek, LocalDate } from '../../../domain/units.ts';
import type { Reader } from '../../wire/messages/reader.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export type McpVerbs = Pick<
  Verbs,
  | 'explainTarget'
  | 'listSessions'
  | 'openGrant'
  | 'previewMaxHeartRate'
  | 'readAthlete'
  | 'readCurrentPrescription'
  | 'readSession'
  | 'recordLook'
  | 'reportWeek'
  | 'sessionDate'
>;

export interface ToolContext {
  readonly verbs: McpVerbs;
  readonly athleteId: string;
  /** The first day that may be seen; null where all may. */
  readonly since: LocalDate | null;
  readonly locale: Locale;
  readonly reader: Reader;
  readonly nowMs: number;
}

export interface ToolLook {
  readonly what: LookedAt;
  readonly week?: IsoWeek;
  readonly sessionId?: string;
}

/** What a tool says: lines for people, and the answer of the API that they were made from. */
export interface ToolAnswer {
  readonly lines: readonly string[];
  readonly json: object;
}

export interface Tool<Input extends TObject = TObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  /** By which scope of a grant, or of an application, it is open. */
  readonly scope: GrantScope;
  /** Not by a grant: about one's own athlete alone. */
  readonly isOwnOnly?: true;
  /** What the access log says of a call; `week` is the one asked for, else the one under way. */
  look(input: Static<Input>, week: IsoWeek): ToolLook;
  run(input: Static<Input>, context: ToolContext): Promise<ToolAnswer>;
}

/** A tool whose `run` takes what its schema has checked. */
export function tool<Input extends TObject>(definition: Tool<Input>): Tool {
  return definition;
}
