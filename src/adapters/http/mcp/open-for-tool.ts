import type { Static, TObject } from 'typebox';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import type { LocalDate } from '../../../domain/units.ts';
import { AppError } from '../../../application/errors.ts';
import { ownThroughApplication } from '../../../application/people/own-through-application.ts';
import type { OpenedGrant } from '../../../application/people/open-grant.ts';
import { GRANT_SCOPES } from '../../../domain/consent-scopes.ts';
import type { Asker } from '../access.ts';
import type { McpVerbs, Tool } from './tool.ts';

export interface OpenedForTool {
  readonly athleteId: string;
  /** By what it is somebody else's look; null for people and their own devices. */
  readonly opened: Pick<OpenedGrant, 'grantId' | 'since' | 'who'> | null;
}

/** Whether a tool is there for whoever asks: an application sees those that it was given the scope of. */
export function isGiven(
  { scope }: Pick<Tool, 'scope'>,
  { application }: Pick<Asker, 'application'>,
): boolean {
  return (application?.scopes ?? GRANT_SCOPES).includes(scope);
}

/**
 * About whom a tool answers, under the same rules as the routes: one's own athlete, or another's by a grant, with the
 * scopes of the application where one asks.
 *
 * @throws AppError `not_allowed`
 */
export async function openForTool(
  tool: Tool,
  input: Static<TObject>,
  { asker, verbs }: { readonly asker: Asker; readonly verbs: Pick<McpVerbs, 'openGrant'> },
): Promise<OpenedForTool> {
  const { application, userId } = asker;
  if (!isGiven(tool, asker)) {
    throw new AppError('not_allowed', `The application was not given \`${tool.scope}\`.`);
  }
  const athleteId = (input as { athleteId?: string }).athleteId ?? asker.athleteId;
  if (athleteId === null) {
    throw new AppError('not_allowed', 'Your account is not an athlete’s: name one in `athleteId`.');
  }
  if (athleteId === asker.athleteId) return { athleteId, opened: ownThroughApplication(application) };
  if (userId === null || tool.isOwnOnly === true) {
    throw new AppError('not_allowed', 'No grant of this athlete allows you this.');
  }
  const grant = await verbs.openGrant({ userId, athleteId, anyOf: [tool.scope] });
  const who = { ...grant.who, ...(application !== null && { application: application.name }) };
  return { athleteId, opened: { ...grant, who } };
}

/**
 * What came before a grant is not seen by it, unless it says so (C6).
 *
 * @throws AppError `not_allowed`
 */
export async function requireSince(
  since: LocalDate,
  { week, sessionId }: ReturnType<Tool['look']>,
  dateOf: (sessionId: string) => Promise<LocalDate | null>,
): Promise<void> {
  const isBefore =
    (week !== undefined && week < isoWeekOf(since)) ||
    (sessionId !== undefined && ((await dateOf(sessionId)) ?? since) < since);
  if (isBefore) throw new AppError('not_allowed', 'This is from before the grant.');
}
