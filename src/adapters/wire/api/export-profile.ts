import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { HIGHEST_THRESHOLD_BPM, LOWEST_THRESHOLD_BPM } from '../../../domain/basis/threshold-heart-rate.ts';
import { isoWeek, localDate, oneOf, text, timeZone, uuid } from './formats.ts';
import { exportedSpan } from './export-run.ts';
import { articleNumbers, storedPrescription } from './prescription.ts';
import { language, nullable, strict } from './schema.ts';
import { HIGHEST_MAX_BPM, LOWEST_MAX_BPM } from '../../../domain/max-heart-rate/formulas.ts';
import { DAY_MS, HIGHEST_BPM, LAST_MS } from '../../../domain/units.ts';

const instantMs = Type.Number({ minimum: 0, maximum: LAST_MS });

const dated = { id: uuid(), validFrom: localDate(), reason: nullable(text(1000)) };

/** `profile.json` of an export, as `GET /v1/export` writes it; an import takes nothing else. */
export const exportedProfile = strict({
  format: Type.Literal('zone-coach.export.v1'),
  ruleVersion: text(40),
  athlete: strict({
    name: text(200),
    locale: language,
    birthDate: nullable(localDate()),
    flags: Type.Array(oneOf('rate_limiting_medication', 'pacemaker'), { maxItems: 10 }),
    timeZones: Type.Array(strict({ validFrom: localDate(), timeZone: timeZone() }), {
      minItems: 1,
      maxItems: 1_000,
    }),
  }),
  maxHeartRates: Type.Array(
    strict({
      id: uuid(),
      bpm: Type.Integer({ minimum: LOWEST_MAX_BPM, maximum: HIGHEST_MAX_BPM }),
      source: oneOf('measured', 'entered', 'confirmed', 'formula'),
      validFrom: localDate(),
      method: nullable(text(100)),
      createdAtMs: instantMs,
    }),
    { maxItems: 10_000 },
  ),
  /** Left out by exports of before there were any. */
  thresholdHeartRates: Type.Optional(
    Type.Array(
      strict({
        id: uuid(),
        bpm: Type.Integer({ minimum: LOWEST_THRESHOLD_BPM, maximum: HIGHEST_THRESHOLD_BPM }),
        source: oneOf('measured', 'entered'),
        validFrom: localDate(),
        method: nullable(text(100)),
        createdAtMs: instantMs,
      }),
      { maxItems: 10_000 },
    ),
  ),
  /** In the language, or, in exports of before it, in the article's numbers. */
  prescriptions: Type.Array(
    Type.Union([
      strict({ ...dated, ...storedPrescription.properties }),
      strict({ ...dated, ...articleNumbers }),
    ]),
    { maxItems: 10_000 },
  ),
  excusedWeeks: Type.Array(strict({ week: isoWeek(), reason: nullable(text(1000)) }), { maxItems: 10_000 }),
  restingHeartRates: Type.Array(
    strict({
      date: localDate(),
      bpm: Type.Integer({ minimum: 20, maximum: HIGHEST_BPM }),
      source: oneOf('guided', 'entered'),
    }),
    { maxItems: 100_000 },
  ),
  loggedSessions: Type.Array(
    strict({
      id: uuid(),
      startMs: instantMs,
      activeMs: Type.Number({ minimum: 0, maximum: 2 * DAY_MS }),
      sport: nullable(text(100)),
      subSport: nullable(text(100)),
      note: nullable(text(2000)),
    }),
    { maxItems: 100_000 },
  ),
  uploads: Type.Array(
    strict({
      path: text(300),
      fileName: text(255),
      recordingIds: Type.Array(uuid(), { maxItems: 10_000 }),
    }),
    { maxItems: 1_000_000 },
  ),
  removedRuns: Type.Optional(
    Type.Array(
      strict({
        sessionId: uuid(),
        spans: Type.Union([Type.Array(exportedSpan, { maxItems: 1_000 }), Type.Null()]),
      }),
      { maxItems: 100_000 },
    ),
  ),
});

const check = Compile(exportedProfile);

/** The profile that these bytes hold, or null where they hold anything else. */
export function parseExportedProfile(bytes: Uint8Array): Static<typeof exportedProfile> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return check.Check(value) ? value : null;
  } catch {
    return null;
  }
}
