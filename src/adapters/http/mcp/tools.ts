import { Type } from 'typebox';
import { localDateAt } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import type { IsoWeek } from '../../../domain/units.ts';
import { isoWeek, localDate, oneOf, text, uuid } from '../../wire/api/formats.ts';
import { presentExplanation } from '../../wire/api/present-explanation.ts';
import { presentSession } from '../../wire/api/present-session.ts';
import { presentWeekReport } from '../../wire/api/present-week-report.ts';
import { presentPrescription } from '../../wire/api/prescription.ts';
import { language, pageQuery, strict } from '../../wire/api/schema.ts';
import type { SessionJson } from '../../wire/api/session.ts';
import { explainQuery, type WeekReportJson } from '../../wire/api/week-report.ts';
import { renderMessage } from '../../wire/messages/render.ts';
import { targetLabel } from '../../wire/messages/target-label.ts';
import { basisWords, weekWords } from '../../wire/print/week-words.ts';
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
      const report = await reportOf(context, input.week);
      const { verbs, athleteId } = context;
      const rules = await Promise.all(
        report.targets.map(async ({ id: target }) => {
          const asked = { athleteId, week: report.week as IsoWeek, target };
          return [target, (await verbs.explainTarget(asked)).explanation.rule] as const;
        }),
      );
      return { lines: weekWords(report, new Map(rules), context.locale), json: report };
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
      const { verbs, athleteId } = context;
      const named = {
        athleteId,
        week: input.week ?? thisWeek(await athleteOf(context), context),
        target: input.target,
      };
      const { report, explanation } = await verbs.explainTarget(named);
      const json = presentExplanation(report, explanation, context.locale, context.reader);
      const status =
        json.status === null ? '–' : renderMessage(`label.status.${json.status}`, context.locale);
      return {
        json,
        lines: [
          `${json.week}, ${targetLabel({ id: json.target, name: report.targets.find(({ id }) => id === json.target)?.name?.[context.locale] }, context.locale)} (${json.rule}): ${status}, ${json.credited}/${json.minimum}`,
          ...json.rules.map((each) => `${each.rule}: ${each.text}`),
          ...json.credits.map(
            (each) => `+ ${each.localDate} (${each.rule}): ${each.text ?? ''} ${each.sessionId}`,
          ),
          ...json.refusals.map(
            (each) => `- ${each.localDate} (${each.rule}): ${each.text} ${each.sessionId}`,
          ),
          ...json.notes.map((each) => each.text),
          ...(json.robustnessText === null ? [] : [json.robustnessText]),
          ...basisWords(presentWeekReport(report, context.locale, context.reader), context.locale),
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
      const { verbs, athleteId, since } = context;
      if (since !== null && to !== null && to < since) return { json: { items: [] }, lines: [] };
      const first = since !== null && (from === null || from < since) ? since : from;
      const page = await verbs.listSessions({ athleteId, from: first, to, cursor, limit });
      const items = page.items.map((session) => presentSession(session, context.locale, context.reader));
      const json = { items, ...(page.nextCursor !== null && { nextCursor: page.nextCursor }) };
      return { json, lines: items.map((session) => sessionLine(session, context)) };
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
    run: async ({ id }, context) => {
      const { verbs, athleteId } = context;
      const json = presentSession(await verbs.readSession({ athleteId, id }), context.locale, context.reader);
      return { json, lines: [sessionLine(json, context), ...json.notes.map((note) => note.text)] };
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
      const {
        week: id,
        status,
        plan,
        targets,
        basis,
        coverage,
        ...rest
      } = await reportOf(context, undefined);
      const report = { week: id, status, plan, targets, basis, coverage, ...rest };
      return {
        json: { week: id, status, plan, basis, coverage },
        lines: [
          `${id}: ${renderMessage(`label.status.${status}`, context.locale)}`,
          ...plan.map((each) => `${each.date}: ${each.text}`),
          ...basisWords(report, context.locale),
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
    run: async (_input, { verbs, athleteId }) => {
      const json = presentPrescription(await verbs.readCurrentPrescription({ athleteId }));
      return { json, lines: [JSON.stringify(json)] };
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
      const { verbs, athleteId } = context;
      const value = { bpm, source, validFrom, method };
      const json = await presentPreview(
        await verbs.previewMaxHeartRate({ athleteId, value }),
        context.locale,
      );
      return {
        json,
        lines: json.weeks.map(({ week: id, before, after, changes }) =>
          [
            `${id}: ${before.status} → ${after.status}`,
            ...changes.map(
              (each) => `${each.path}: ${JSON.stringify(each.before)} → ${JSON.stringify(each.after)}`,
            ),
          ].join('; '),
        ),
      };
    },
  }),
];

type Zoned = Awaited<ReturnType<ToolContext['verbs']['readAthlete']>>;

function athleteOf({ verbs, athleteId }: ToolContext): Promise<Zoned> {
  return verbs.readAthlete({ athleteId });
}

function thisWeek({ timeZones }: Zoned, { nowMs }: ToolContext): IsoWeek {
  return isoWeekOf(localDateAt(nowMs, timeZones));
}

async function reportOf(context: ToolContext, asked: IsoWeek | undefined): Promise<WeekReportJson> {
  const { verbs, athleteId } = context;
  const chosen = asked ?? thisWeek(await athleteOf(context), context);
  return presentWeekReport(
    await verbs.reportWeek({ athleteId, week: chosen }),
    context.locale,
    context.reader,
  );
}

function sessionLine(session: SessionJson, { locale }: ToolContext): string {
  const {
    id,
    localDate: date,
    sport,
    activeSeconds,
    averageHeartRate,
    maxHeartRate,
    coverage,
    basis,
  } = session;
  const unknown = renderMessage('label.status.undetermined', locale);
  return [
    `${date} ${sport ?? '–'} ${id}: ${activeSeconds} s, ${averageHeartRate ?? unknown}/${maxHeartRate ?? unknown} bpm`,
    `${renderMessage('label.print.basis', locale)}: ${coverage === null ? unknown : `coverage ${coverage}`}, max ${basis.maxHeartRate ?? unknown}, ${basis.prescriptionId}, ${basis.ruleVersion}`,
    ...session.credits.map(({ target, text: said }) => `+ ${target}: ${said ?? ''}`),
    ...session.refusals.map(({ target, rule, text: said }) => `- ${target} (${rule}): ${said}`),
  ].join('; ');
}
