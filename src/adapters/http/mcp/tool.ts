import type { Static, TObject } from 'typebox';
import type { Locale } from '../../../domain/athlete.ts';
import type { Verbs } from '../../../application/verbs/all-verbs.ts';

export type McpVerbs = Pick<
  Verbs,
  | 'explainTarget'
  | 'listSessions'
  | 'previewMaxHeartRate'
  | 'readAthlete'
  | 'readCurrentPrescription'
  | 'readSession'
  | 'reportWeek'
>;

export interface ToolContext {
  readonly verbs: McpVerbs;
  readonly athleteId: string;
  readonly locale: Locale;
  readonly nowMs: number;
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
  run(input: Static<Input>, context: ToolContext): Promise<ToolAnswer>;
}

/** A tool whose `run` takes what its schema has checked. */
export function tool<Input extends TObject>(definition: Tool<Input>): Tool {
  return definition;
}
