import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type CallToolResult,
  type ListToolsResult,
} from '@modelcontextprotocol/sdk/types.js';
import { Compile } from 'typebox/compile';
import { AppError } from '../../../application/errors.ts';
import type { Locale } from '../../../domain/athlete.ts';
import { localDateAt } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import type { IsoWeek } from '../../../domain/units.ts';
import type { Asker, RunForAthletes } from '../access.ts';
import { isGiven, openForTool, requireSince } from './open-for-tool.ts';
import type { McpVerbs } from './tool.ts';
import { TOOLS } from './tools.ts';

const CHECKED_TOOLS = new Map(TOOLS.map((each) => [each.name, { ...each, checked: Compile(each.input) }]));

function listedFor(asker: Asker): ListToolsResult['tools'] {
  return TOOLS.filter((each) => isGiven(each, asker)).map(({ name, title, description, input }) => ({
    name,
    title,
    description,
    inputSchema: { ...input, type: 'object' as const },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  }));
}

const INSTRUCTIONS =
  'Heart-rate training judged against a weekly prescription. Quote numbers only from these answers, with what they rest ' +
  'on; `undetermined` means that the recordings cannot tell. General fitness information, not medical advice.';

/** A server for one request of one person, device or application: it keeps nothing between requests. */
export function createMcpServer(options: {
  readonly verbs: McpVerbs;
  readonly asker: Asker;
  readonly nowMs: number;
  readonly runForAthletes: RunForAthletes;
}): McpServer {
  const { verbs, asker, nowMs, runForAthletes } = options;
  const mcp = new McpServer(
    { name: 'zone-coach', title: 'Zone Coach', version: '1' },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  // Schemas are those of the routes, so the tools are answered here and not by the kit's own registry.
  const { server } = mcp;
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listedFor(asker) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }): Promise<CallToolResult> => {
    const called = CHECKED_TOOLS.get(params.name);
    if (called === undefined) throw new McpError(ErrorCode.InvalidParams, 'There is no such tool.');
    const given: Record<string, unknown> = params.arguments ?? {};
    if (!called.checked.Check(given)) {
      const [fault] = called.checked.Errors(given);
      throw new McpError(
        ErrorCode.InvalidParams,
        `${fault?.instancePath ?? ''} ${fault?.message ?? ''}`.trim(),
      );
    }
    try {
      const { athleteId, opened } = await openForTool(called, given, { asker, verbs });
      // Each call is about one athlete, and held to them as a request under their path is (W1).
      return await runForAthletes([athleteId], async () => {
        const athlete = await verbs.readAthlete({ athleteId });
        const week =
          (given['week'] as IsoWeek | undefined) ?? isoWeekOf(localDateAt(nowMs, athlete.timeZones));
        const look = called.look(given, week);
        const since = opened?.since ?? null;
        if (since !== null) await requireSince(since, look, (id) => verbs.sessionDate({ athleteId, id }));
        const locale = (given['locale'] as Locale | undefined) ?? athlete.locale;
        const reader = opened === null ? 'athlete' : 'other';
        const { lines, json } = await called.run(given, { verbs, athleteId, since, locale, reader, nowMs });
        if (opened !== null) {
          const { who, grantId } = opened;
          await verbs.recordLook({ athleteId, who, grantId, week: null, sessionId: null, ...look });
        }
        return {
          content: [
            { type: 'text', text: lines.join('\n') },
            { type: 'text', text: JSON.stringify(json) },
          ],
          structuredContent: { ...json },
        };
      });
    } catch (error) {
      // A refusal is an answer: the assistant can say why.
      if (error instanceof AppError)
        return { isError: true, content: [{ type: 'text', text: error.message }] };
      throw error;
    }
  });
  return mcp;
}
