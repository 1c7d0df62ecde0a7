import { Type } from 'typebox';
import type { Locale } from '../../../domain/athlete.ts';
import { localDateAt } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import { RULE_VERSION } from '../../../domain/rule-version.ts';
import type { IsoWeek } from '../../../domain/units.ts';
import type { Explanation } from '../../../domain/week/explain.ts';
import { isoWeek, localDate, oneOf, text, uuid } from '../../wire/api/formats.ts';
import { presentExplanation } from '../../wire/api/present-explanation.ts';
import { presentSession } from '../../wire/api/present-session.ts';
import { presentWeekReport } from '../../wire/api/present-week-report.ts';
import { presentPrescription } from '../../wire/api/prescription.ts';
import { language, pageQuery, strict } from '../../wire/api/schema.ts';
import { explainQuery, type WeekReportJson } from '../../wire/api/week-report.ts';
import { renderMessage, renderNote } from '../../wire/messages/render.ts';
import { targetLabel } from '../../wire/messages/target-label.ts';
import { prescriptionName } from '../../wire/print/basis-lines.ts';
import { formatDate } from '../../wire/print/format-date.ts';
import { sessionWords } from '../../wire/print/session-words.ts';
import {
  basisWords,
  restsOn,
  statusWord,
  verdictWords,
  weekWords,
  type RuleOf,
} from '../../wire/print/week-words.ts';
import { presentPreview } from '../present-preview.ts';
import { tool, type Tool, type ToolContext } from './tool.ts';

const week = Type.Optional(isoWeek({ description: 'An ISO week; left out: the one under way' }));
/** What every tool takes. */
const common = {
  athleteId: Type.Optional(uuid({ description: 'An athlete who gave you a grant; left out: you' })),
  locale: Type.Optional(language),
};
const SESSIONS = 20;

/**
 * What an assistant can ask (D3). Every tool reads, none changes anything; every answer holds the verdict with its rule,
 * what it rests on and what is not known, in the words of the report.
 */
export const TOOLS: readonly Tool[] = [
  tool({
    name: 'week_report',
    title: 'The report of one week',
    description:
      'Verdict of each target with rule, credits, refusals, what is left, guards and basis. `undetermined` means that nobody can know, not that it was missed.',
    input: strict({ week, ...common }),
    scope: 'report',
    look: (_input, asked) => ({ what: 'week', week: asked }),
    run: async (input, context) => {
      const { report, ruleOf } = await weekOf(context, input.week);
      return { lines: weekWords(report, ruleOf, context.locale), json: report };
    },
  }),
  tool({
    name: 'explain_target',
    title: 'Why a target stands as it stands',
    description:
      'Every credit and refusal of one target in one week, with the rule that was applied and its numbers.',
    input: strict({ target: explainQuery.properties.target, week, ...common }),
    scope: 'report',
    look: (_input, asked) => ({ what: 'week', week: asked }),
    run: async (input, context) => {
      const { verbs, athleteId, since, locale, reader } = context;
      const asked = { athleteId, since, week: input.week ?? (await thisWeek(context)), target: input.target };
      const { report, explanation } = await verbs.explainTarget(asked);
      const json = presentExplanation(report, explanation, locale, reader);
      const week = presentWeekReport(report, locale, reader);
      const label = targetLabel(
        { id: json.target, name: week.targets.find(({ id }) => id === json.target)?.name },
        locale,
      );
      return {
        json,
        lines: [
          `${json.week}, ${label} (${json.rule}): ${statusWord(json.status, locale)}, ${json.credited}/${json.minimum}`,
          ...json.rules.map((each) => `${each.rule}: ${each.text}`),
          ...json.credits.map(
            (each) => `+ ${each.localDate} (${each.rule}): ${each.text ?? ''} ${each.sessionId}`,
          ),
          ...json.refusals.map(
            (each) => `- ${each.localDate} (${each.rule}): ${each.text} ${each.sessionId}`,
          ),
          ...json.notes.map((each) => each.text),
          ...(json.robustnessText === null ? [] : [json.robustnessText]),
          ...basisWords(week, locale),
        ],
      };
    },
  }),
  tool({
    name: 'list_sessions',
    title: 'Sessions, newest first',
    description:
      'Sessions by local start date, with sport, time, what is known of the heart rate and what each counted for.',
    input: strict({
      from: Type.Optional(localDate()),
      to: Type.Optional(localDate()),
      cursor: pageQuery.cursor,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
      ...common,
    }),
    scope: 'sessions',
    look: () => ({ what: 'sessions' }),
    run: async ({ from = null, to = null, cursor = null, limit = SESSIONS }, context) => {
      const { verbs, athleteId, since, locale, reader } = context;
      const nothing = [renderMessage('label.print.nothing_recorded', locale), rulesInForce(locale)];
      if (since !== null && to !== null && to < since) return { json: { items: [] }, lines: nothing };
      const first = since !== null && (from === null || from < since) ? since : from;
      const page = await verbs.listSessions({ athleteId, from: first, to, cursor, limit });
      const items = page.items.map((session) => presentSession(session, locale, reader));
      const json = { items, ...(page.nextCursor !== null && { nextCursor: page.nextCursor }) };
      const lines = items.flatMap((session, index) => sessionWords(session, locale, page.items[index]!));
      return { json, lines: lines.length === 0 ? nothing : lines };
    },
  }),
  tool({
    name: 'session_summary',
    title: 'One session',
    description:
      'One session, judged: times in each band, intervals, credits and refusals with their rules, basis.',
    input: strict({ id: uuid(), ...common }),
    scope: 'sessions',
    look: ({ id }) => ({ what: 'session', sessionId: id }),
    run: async ({ id }, { verbs, athleteId, locale, reader }) => {
      const session = await verbs.readSession({ athleteId, id });
      const json = presentSession(session, locale, reader);
      return { json, lines: sessionWords(json, locale, session) };
    },
  }),
  tool({
    name: 'plan_rest_of_week',
    title: 'A plan for the days left',
    description:
      'What would meet what is still open this week, inside the guard rails. A suggestion, not advice.',
    input: strict(common),
    scope: 'report',
    look: () => ({ what: 'plan' }),
    run: async (_input, context) => {
      const { locale } = context;
      const { report, ruleOf } = await weekOf(context);
      const { week: id, status, plan, basis, coverage } = report;
      return {
        json: { week: id, status, plan, basis, coverage },
        lines: [
          ...verdictWords(report, ruleOf, locale),
          ...plan.map(({ text: said }) => said),
          ...basisWords(report, locale),
        ],
      };
    },
  }),
  tool({
    name: 'prescription',
    title: 'The prescription in force',
    description:
      'What is asked of the athlete each week: bands in per cent of max heart rate, minimum and maximum of each target.',
    input: strict(common),
    scope: 'report',
    look: () => ({ what: 'prescription' }),
    run: async (_input, context) => {
      const { verbs, athleteId, locale, reader } = context;
      const json = presentPrescription(await verbs.readCurrentPrescription({ athleteId }));
      const { report, ruleOf, explanations } = await weekOf(context);
      const asked = explanations.flatMap(({ target, rules }) =>
        rules.map(
          ({ rule, note }) =>
            `${labelIn(report, target.id, locale)} (${rule}): ${renderNote(note, locale, reader)}`,
        ),
      );
      return {
        json,
        lines: [
          `${prescriptionName(json.id, locale)}. ${renderNote({ id: 'label.print.in_force', values: { validFrom: formatDate(json.validFrom, locale) } }, locale)}.`,
          ...(json.reason === null ? [] : [json.reason]),
          ...asked,
          ...verdictWords(report, ruleOf, locale),
          ...basisWords(report, locale),
        ],
      };
    },
  }),
  tool({
    name: 'preview_change',
    title: 'What another max heart rate would change',
    description:
      'Which weeks another max heart rate would judge differently, and how. Changes nothing: that needs the page.',
    input: strict({
      bpm: Type.Integer({ minimum: 100, maximum: 230 }),
      source: Type.Optional(oneOf('measured', 'entered', 'confirmed', 'formula')),
      validFrom: localDate(),
      method: Type.Optional(text(100)),
      ...common,
    }),
    scope: 'report',
    isOwnOnly: true,
    look: () => ({ what: 'weeks' }),
    run: async ({ bpm, source = 'entered', validFrom, method = null }, context) => {
      const { verbs, athleteId, locale } = context;
      const value = { bpm, source, validFrom, method };
      const json = await presentPreview(await verbs.previewMaxHeartRate({ athleteId, value }), locale);
      const { report, ruleOf } = await weekOf(context);
      return {
        json,
        lines: [
          ...verdictWords(report, ruleOf, locale),
          ...(json.weeks.length === 0 ? [renderMessage('label.print.unchanged', locale)] : []),
          ...json.weeks.flatMap((each) => previewWords(each, { report, ruleOf, locale })),
          ...basisWords(report, locale),
        ],
      };
    },
  }),
];

/** The verdicts of a week that would be others, in words. */
function previewWords(
  { week: id, before, after }: Awaited<ReturnType<typeof presentPreview>>['weeks'][number],
  { report, ruleOf, locale }: { report: WeekReportJson; ruleOf: RuleOf; locale: Locale },
): string[] {
  const verdict = ({ status, credited }: (typeof before.targets)[number]): string =>
    `${statusWord(status, locale)}, ${credited}`;
  return [
    `${id}: ${statusWord(before.status, locale)} → ${statusWord(after.status, locale)} (T13)`,
    ...after.targets.flatMap((target) => {
      const earlier = before.targets.find((each) => each.id === target.id);
      const change = [...(earlier === undefined ? [] : [verdict(earlier)]), verdict(target)];
      return change[0] === verdict(target) && earlier !== undefined
        ? []
        : [`${labelIn(report, target.id, locale)} (${ruleOf.get(target.id) ?? '–'}): ${change.join(' → ')}`];
    }),
  ];
}

async function thisWeek({ verbs, athleteId, nowMs }: ToolContext): Promise<IsoWeek> {
  const { timeZones } = await verbs.readAthlete({ athleteId });
  return isoWeekOf(localDateAt(nowMs, timeZones));
}

/** A week, or the one under way, with why each of its targets stands as it stands. */
async function weekOf(
  context: ToolContext,
  asked?: IsoWeek,
): Promise<{ report: WeekReportJson; explanations: readonly Explanation[]; ruleOf: RuleOf }> {
  const { verbs, athleteId, since, locale, reader } = context;
  const chosen = asked ?? (await thisWeek(context));
  const report = presentWeekReport(
    await verbs.reportWeek({ athleteId, since, week: chosen }),
    locale,
    reader,
  );
  const explanations = await Promise.all(
    report.targets.map(async ({ id: target }) => {
      const { explanation } = await verbs.explainTarget({ athleteId, since, week: chosen, target });
      return explanation;
    }),
  );
  const ruleOf = new Map(explanations.map(({ target, rule }) => [target.id, rule]));
  return { report, explanations, ruleOf };
}

function labelIn({ targets }: WeekReportJson, id: string, locale: Locale): string {
  return targetLabel(targets.find((each) => each.id === id) ?? { id }, locale);
}

function rulesInForce(locale: Locale): string {
  const rules = renderNote({ id: 'label.print.rules', values: { name: RULE_VERSION } }, locale);
  return restsOn([rules, renderMessage('label.print.coverage_unknown', locale)], locale);
}
