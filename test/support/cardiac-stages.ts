import type { Edge, PrescriptionContent } from '../../src/domain/prescription/prescription.ts';
import type { Words } from '../../src/domain/words.ts';

const words = (text: string): Words => ({ da: text, en: text });
const stage = (
  name: string,
  [low, high]: readonly [Edge, Edge],
  seconds: { least: number; most: number },
  maximum: number,
): { stage: string; content: PrescriptionContent } => ({
  stage: name,
  content: {
    bands: [{ id: 'aerobic', name: words('Aerobic'), low, high }],
    targets: [
      {
        id: 'aerobic',
        name: words('Aerobic'),
        band: 'aerobic',
        dose: { unit: 'sessions', minimum: 3, maximum, seconds },
        judged: true,
      },
    ],
    ceiling: null,
  },
});

/**
 * The stages of table 3, "Core components of an exercise and rehabilitation program", of a review in Circulation: Arrhythmia
 * and Electrophysiology 2022;15:e007960. Month 1: 50–75 % "of max or reserve", 3–4 times a week, 20–30 min. Month 3: 75–85 %,
 * at least 3–4 times a week, 45–60 min.
 *
 * What the language cannot say of that table, and why:
 * - Month 2, "extend duration by 1–5 min every 3–4 weeks, add a bout a week": a prescription stands from its date on, so each
 *   step is the next dated prescription, by whoever decides on it.
 * - Perceived exertion (11–16 of the Borg scale): nobody records it, and heart rate does not tell it.
 * - Warm-up and cool-down of 5 min at an exertion of 6–9: they are given by exertion as well.
 * - "Alternate days": a credit a date is counted, not the days between.
 * - Recumbent or upright, bicycle or treadmill: sports are told apart, not how one sits.
 */
export const CARDIAC_STAGES = [
  stage('month 1, of max', [{ percentOfMax: 50 }, { percentOfMax: 75 }], { least: 1200, most: 1800 }, 4),
  stage(
    'month 1, of reserve',
    [{ percentOfReserve: 50 }, { percentOfReserve: 75 }],
    { least: 1200, most: 1800 },
    4,
  ),
  stage('month 3, of max', [{ percentOfMax: 75 }, { percentOfMax: 85 }], { least: 2700, most: 3600 }, 7),
  stage(
    'month 3, of reserve',
    [{ percentOfReserve: 75 }, { percentOfReserve: 85 }],
    { least: 2700, most: 3600 },
    7,
  ),
];
