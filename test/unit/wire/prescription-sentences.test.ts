import { describe, expect, it } from 'vitest';
import { daPage } from '../../../src/adapters/wire/messages/da/page.ts';
import { enPage } from '../../../src/adapters/wire/messages/en/page.ts';
import { presentExplanation } from '../../../src/adapters/wire/api/present-explanation.ts';
import { presentWeekReport } from '../../../src/adapters/wire/api/present-week-report.ts';
import { formatDuration, renderNote } from '../../../src/adapters/wire/messages/render.ts';
import { weeksCsv } from '../../../src/adapters/wire/api/weeks-csv.ts';
import { targetLabel } from '../../../src/adapters/wire/messages/target-label.ts';
import { weekPage } from '../../../src/adapters/wire/print/week-page.ts';
import { weekSheet } from '../../../src/adapters/wire/print/week-sheet.ts';
import { reportTable } from '../../../src/cli/report-table.ts';
import type { Locale } from '../../../src/domain/athlete.ts';
import { edgesOfTarget, isInBand } from '../../../src/domain/bands/band.ts';
import type { HeartBasis } from '../../../src/domain/bands/heart-basis.ts';
import type { Prescription, Target } from '../../../src/domain/prescription/prescription.ts';
import { scopeNotes } from '../../../src/domain/targets/scope-notes.ts';
import { kindOf } from '../../../src/domain/targets/targets.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { explainTarget } from '../../../src/domain/week/explain.ts';
import { doseWords } from '../../../src/web/screens/me/dose-words.ts';
import { datesOfWeek } from '../../support/oracle/civil-time.ts';
import { randomDated } from '../../support/oracle/random-prescription.ts';
import { randomScenario } from '../../support/oracle/random-scenario.ts';
import { weekInputOf } from '../../support/scenario-input.ts';
import { dateOf } from '../../support/week-evidence.ts';

const WEEKS = 40;
const LOCALES = ['da', 'en'] as const;
const PAGES = { da: daPage, en: enPage };
const OTHER = { da: 'en', en: 'da' } as const;
const BASIS: HeartBasis = { maxBpm: 187, restingBpm: 53, thresholdBpm: 169 };

/** Names that a person gave end in their language, ids have an underscore: see `randomPrescription`. */
function expectWords(text: string, locale: Locale): void {
  expect(text).not.toMatch(/[{}]|undefined|NaN|null|\[object/);
  expect(text).not.toMatch(/\b(?:band|target)_\d|by_sport|at_or_above/);
  expect(text).not.toMatch(new RegExp(`(?:Band|Target|Sport|Also)(?: \\d)? ${OTHER[locale]}\\b`));
  expect(text).not.toMatch(
    { en: /(?<![\d.:–])1 (?:sessions|days|intervals)\b/, da: /(?<![\d,:–])1 (?:dage|intervaller|gange)\b/ }[
      locale
    ],
  );
  expect(text).not.toMatch(
    { en: /\b(?:[2-9]|\d\d) (?:session|day|interval)\b/, da: /\b(?:[2-9]|\d\d) (?:dag|interval)\b/ }[locale],
  );
}

/** Lowest and highest bpm in which the target counts, tried one by one; null where it does not count heart rate. */
function bpmOf(target: Target, prescription: Prescription): { low: number; high: number | null } | null {
  const edges = edgesOfTarget(prescription, target);
  if (edges === null) return null;
  const inside = Array.from({ length: 400 }, (_, bpm) => bpm).filter((bpm) => isInBand(bpm, edges, BASIS));
  return inside.length === 0 ? null : { low: inside[0]!, high: edges.high === null ? null : inside.at(-1)! };
}

function bpmWords(range: { low: number; high: number | null }, locale: Locale): string {
  const unit = { da: 'slag/min', en: 'bpm' }[locale];
  const above = { da: 'og derover', en: 'and above' }[locale];
  return range.high === null ? `${range.low} ${unit} ${above}` : `${range.low}–${range.high} ${unit}`;
}

/** Every number of a dose that its rule has to say. */
function numbersOf({ dose }: Target): string[] {
  if (dose.unit === 'minutes') return [`${dose.minimum} min`];
  if (dose.unit !== 'intervals') {
    const cap = dose.unit === 'sessions' ? dose.cap : undefined;
    return [formatDuration(dose.seconds.least), ...(cap ? [`${Math.round(100 * cap.aboveBand)} %`] : [])];
  }
  const { reps, work, recovery } = dose.structure;
  return [
    `${reps} `,
    `${formatDuration(work.least)}–${formatDuration(work.most)}`,
    formatDuration(work.effort),
    ...(reps === 1
      ? []
      : [
          `${formatDuration(recovery.least)}–${formatDuration(recovery.most)}`,
          ...(recovery.belowFloor === undefined ? [] : [`, ${formatDuration(recovery.belowFloor)} `]),
        ]),
  ];
}

/** What the page says of a dose first of all: minutes, without their seconds where there are none. */
function firstNumberOf({ dose }: Target): string {
  if (dose.unit === 'minutes') return `${dose.minimum}`;
  if (dose.unit === 'intervals') return `${dose.structure.reps} × `;
  return formatDuration(dose.seconds.least).replace(/:00$/, '');
}

describe('sentences of any prescription', () => {
  const seen = new Set<string>();

  it.each(LOCALES)('P, T9, T12: a rule and what is left say the right numbers, in %s', (locale) => {
    for (let seed = 1; seed <= 4 * WEEKS; seed++) {
      const [content] = randomDated(seed, datesOfWeek('2026-W47')).prescriptions;
      const prescription: Prescription = {
        ...content!,
        validFrom: dateOf('2026-01-05'),
        author: { userId: 'runner' },
        reason: null,
      };
      for (const target of prescription.targets) {
        const kind = kindOf(target);
        const context = { prescription, basis: BASIS };
        const range = bpmOf(target, prescription);
        // Of a band between two neighbouring bpm there is nothing to say.
        if (range === null && target.band !== null) continue;
        const what = `${seed} ${target.id}`;
        const rule = renderNote(kind.ruleNote(target, context), locale);
        expectWords(rule, locale);
        for (const number of numbersOf(target)) expect(rule, what).toContain(number);
        if (range !== null) {
          const said = target.dose.unit === 'intervals' ? { ...range, high: null } : range;
          expect(rule, what).toContain(bpmWords(said, locale));
        }
        const dose = doseWords(target, PAGES[locale].prescription);
        expectWords(dose, locale);
        expect(dose, what).not.toMatch(/\d[.,]\d|(?<![\d:])([\d:]+)–\1(?![\d:])/);
        expect(dose, what).toContain(firstNumberOf(target));
        for (const note of scopeNotes(target, prescription)) expectWords(renderNote(note, locale), locale);
        for (const count of [1, 2, 11]) {
          for (const [minutesNow, isRunning] of [
            [null, false],
            [1, false],
            [12, true],
          ] as const) {
            const left = kind.leftNote(target, {
              ...context,
              count,
              byDate: dateOf('2026-11-22'),
              minutesNow,
              isRunning,
            });
            const text = renderNote(left, locale);
            expectWords(text, locale);
            expect(text, what).toContain(String(count));
            if (range !== null) expect(text, what).toContain(bpmWords(range, locale));
            if (isRunning && left.values?.['minutes'] !== undefined) expect(text, what).toContain('12 min');
            seen.add(left.id);
          }
        }
        seen.add(kind.ruleNote(target, context).id);
      }
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(
        ['sessions', 'intervals', 'days', 'sport', 'minutes'].flatMap((kind) => [
          `rule.${kind}`,
          `remaining.${kind}`,
        ]),
      ),
    );
  });

  it('P, T12: a report and what explains it show every target and band under the name that a person gave it', () => {
    for (let seed = 1; seed <= WEEKS; seed++) {
      const scenario = randomScenario(seed);
      const { prescriptions, thresholds } = randomDated(seed, datesOfWeek(scenario.week));
      const own = prescriptions.map((each): Prescription => ({
        ...each,
        validFrom: dateOf(each.validFrom),
        author: { userId: 'runner' },
        reason: null,
      }));
      const input = {
        ...weekInputOf({ ...scenario, prescriptions: [] }),
        prescriptions: own,
        thresholdHeartRates: thresholds.map((value, index) => ({
          ...value,
          validFrom: dateOf(value.validFrom),
          source: 'measured' as const,
          method: null,
          createdAtMs: index,
        })),
      };
      const report = evaluateWeek(input);
      const inForce = own.find(({ id }) => id === report.basis.prescriptionId)!;
      for (const locale of LOCALES) {
        const { bands, targets, plan, guards, notes } = presentWeekReport(report, locale);
        expect(bands.map(({ name }) => name)).toEqual(inForce.bands.map(({ name }) => name[locale]));
        expect(targets.slice(0, -1).map(({ name }) => name)).toEqual(
          inForce.targets.map(({ name }) => name[locale]),
        );
        const sentences = [
          ...targets.flatMap((target) => [
            target.remaining?.text,
            ...[...target.credits, ...target.refusals, ...target.notes].map(({ text }) => text),
          ]),
          ...[...plan, ...guards, ...notes].map(({ text }) => text),
          ...inForce.targets.flatMap(({ id }) => {
            const explained = presentExplanation(report, explainTarget(report, inForce, id)!, locale);
            return [explained.robustnessText, ...explained.rules.map(({ text }) => text)];
          }),
        ];
        for (const text of sentences) if (typeof text === 'string') expectWords(text, locale);
        const csv = weeksCsv([report], locale).trim().split('\r\n').slice(1);
        expect(csv.map((line) => line.slice(line.lastIndexOf(',') + 1))).toEqual(
          targets.map((target) => `"${targetLabel(target, locale)}"`),
        );
        const shown = presentWeekReport(report, locale);
        // The PDF prints the same sheet.
        const sheet = { athleteName: 'A. Runner', locale, reader: 'athlete' as const };
        const { tables, lists, paragraphs } = weekSheet(shown, sheet);
        const printed = [
          ...tables.flatMap(({ title, rows }) => [title ?? '', ...rows.flatMap(({ cells }) => cells)]),
          ...[...lists, ...paragraphs].flatMap(({ lines }) => lines),
        ];
        for (const text of printed) expectWords(text, locale);
        const cells = tables.flatMap(({ rows }) => rows.map((row) => row.cells[0]));
        for (const { name } of [...inForce.targets, ...inForce.bands]) expect(cells).toContain(name[locale]);
        const page = weekPage(shown, { ...sheet, stylesheet: '/print.css' });
        for (const { name } of [...inForce.targets, ...inForce.bands]) expect(page).toContain(name[locale]);
        const table = reportTable(shown, locale);
        expect(table).not.toMatch(/\b(?:band|target)_\d|by_sport/);
        for (const { name } of [
          ...inForce.targets,
          ...inForce.bands.slice(0, report.activeSeconds > 0 ? 8 : 0),
        ])
          expect(table).toContain(name[locale]);
      }
    }
  });
});
