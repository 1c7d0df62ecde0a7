import { Type, type Static } from 'typebox';
import { toArticleNumbers } from '../../../domain/prescription/article.ts';
import { BAND_COLOURS, type Edge, type Prescription } from '../../../domain/prescription/prescription.ts';
import { instant, localDate, oneOf, text, uuid } from './formats.ts';
import { count, nullable, schemaPerLanguage, strict } from './schema.ts';

const percent = Type.Integer({ minimum: 30, maximum: 100 });
const sessions = Type.Integer({ minimum: 1, maximum: 7 });
const days = Type.Integer({ minimum: 1, maximum: 7 });
const minutes = Type.Integer({ minimum: 1, maximum: 1440 });

/** A prescription in the numbers of the article: the shape in which they were given at first. */
export const articleNumbers = {
  bands: Type.Array(
    strict({
      id: oneOf('zone2', 'interval_4x4', 'anti_inflammatory'),
      lowPercent: percent,
      highPercent: percent,
    }),
    { minItems: 3, maxItems: 3 },
  ),
  zone2: strict({ minimum: sessions, maximum: sessions, minimumMinutes: minutes, maximumMinutes: minutes }),
  interval4x4: strict({ minimum: sessions, maximum: sessions }),
  antiInflammatory: strict({
    minimumDays: days,
    maximumDays: days,
    minimumMinutes: minutes,
    maximumMinutes: minutes,
  }),
  cardio: strict({ minimum: sessions, maximum: sessions, minimumMinutes: minutes, lowPercent: percent }),
  strength: strict({ minimum: sessions, maximum: sessions, minimumMinutes: minutes }),
};

// Limits of numbers are the rules' own (P3), which name every fault at once: here only the shape is told.
const edge = Type.Union([
  strict({ percentOfMax: Type.Number() }),
  strict({ percentOfReserve: Type.Number() }),
  strict({ percentOfThreshold: Type.Number() }),
  strict({ bpm: Type.Number() }),
]);
const name = schemaPerLanguage(text(200));
const id = text(100);
const band = {
  id,
  name,
  low: edge,
  high: Type.Union([edge, Type.Null()]),
  colour: Type.Optional(oneOf(...BAND_COLOURS)),
};
const neededSeconds = strict({ least: Type.Number(), most: nullable(Type.Number()) });
const range = { minimum: Type.Number(), maximum: Type.Number() };
const structure = strict({
  reps: Type.Number(),
  work: strict({ least: Type.Number(), most: Type.Number(), effort: Type.Number() }),
  recovery: strict({
    least: Type.Number(),
    most: Type.Number(),
    belowFloor: Type.Optional(Type.Number()),
  }),
  floor: edge,
});
const dose = Type.Union([
  strict({
    unit: Type.Literal('sessions'),
    ...range,
    seconds: neededSeconds,
    cap: Type.Optional(strict({ aboveBand: Type.Number() })),
  }),
  strict({ unit: Type.Literal('days'), ...range, seconds: neededSeconds }),
  strict({ unit: Type.Literal('minutes'), minimum: Type.Number(), maximum: nullable(Type.Number()) }),
  strict({ unit: Type.Literal('intervals'), ...range, structure }),
]);
const names = Type.Array(text(100), { maxItems: 20 });
export const targetSchema = strict({
  id,
  name,
  /** Id of a band, `at_or_above:<id>`, its own edge, or null where heart rate is not used. */
  band: Type.Union([text(120), strict({ atOrAbove: edge }), Type.Null()]),
  dose,
  sports: Type.Optional(names),
  exceptSports: Type.Optional(names),
  alsoCounts: Type.Optional(names),
  /** Whether it decides the status of the week (T13). */
  judged: Type.Boolean(),
});
const ceiling = nullable(
  strict({ at: edge, sayAfterSeconds: Type.Number(), repeatEverySeconds: Type.Number() }),
);
const author = Type.Union([
  Type.Literal('default'),
  strict({
    userId: Type.String(),
    clinicId: Type.Optional(Type.String()),
    /** Of somebody else than the athlete, as they were called then. */
    name: Type.Optional(Type.String()),
    clinic: Type.Optional(Type.String()),
  }),
]);

/** What is prescribed, in the language (P). */
const prescriptionContent = {
  bands: Type.Array(strict(band), { maxItems: 100 }),
  targets: Type.Array(targetSchema, { maxItems: 100 }),
  ceiling,
};

/**
 * A prescription as it is answered: the language, and beside it the article's numbers where it is of the article's form
 * (`lowPercent`, `highPercent`, `zone2` …).
 */
export const prescriptionSchema = strict({
  id: Type.String(),
  validFrom: Type.String(),
  author,
  reason: nullable(Type.String()),
  ...prescriptionContent,
  bands: Type.Array(strict({ ...band, lowPercent: Type.Optional(count), highPercent: Type.Optional(count) })),
  zone2: Type.Optional(articleNumbers.zone2),
  interval4x4: Type.Optional(articleNumbers.interval4x4),
  antiInflammatory: Type.Optional(articleNumbers.antiInflammatory),
  cardio: Type.Optional(articleNumbers.cardio),
  strength: Type.Optional(articleNumbers.strength),
});

/** As an export keeps it: the content, whoever wrote it. */
export const storedPrescription = strict({ author, ...prescriptionContent });

/**
 * In the language, or in the article's numbers. A part that is left out stays as it was in force on the date. A preview
 * takes and ignores `previewId`.
 */
export const newPrescription = strict({
  validFrom: localDate(),
  reason: Type.Optional(text(1000)),
  bands: Type.Optional(Type.Array(Type.Union([articleNumbers.bands.items, strict(band)]), { maxItems: 100 })),
  targets: Type.Optional(prescriptionContent.targets),
  ceiling: Type.Optional(ceiling),
  zone2: Type.Optional(articleNumbers.zone2),
  interval4x4: Type.Optional(articleNumbers.interval4x4),
  antiInflammatory: Type.Optional(articleNumbers.antiInflammatory),
  cardio: Type.Optional(articleNumbers.cardio),
  strength: Type.Optional(articleNumbers.strength),
  previewId: Type.Optional(text(100)),
  /** What another system proposed and this says yes to (D4); a preview ignores it. */
  proposalId: Type.Optional(uuid()),
});

/** A prescription that the athlete said no to (R6). */
export const declinedPrescriptionSchema = strict({
  ...prescriptionSchema.properties,
  declinedAt: instant(),
  declineReason: Type.Optional(Type.String()),
});

export const prescriptionHistory = strict({
  items: Type.Array(prescriptionSchema),
  /** No longer judged by. */
  declined: Type.Array(declinedPrescriptionSchema),
});

/** A body may be left out: a no needs no reason. */
export const declineBody = nullable(
  strict({ reason: Type.Optional(text(1000)), previewId: Type.Optional(text(100)) }),
);

export const presetSchema = strict({ id: Type.String(), name, ...prescriptionContent });

export function presentPrescription(prescription: Prescription): Static<typeof prescriptionSchema> {
  const numbers = toArticleNumbers(prescription);
  const plain = structuredClone(prescription) as unknown as Static<typeof prescriptionSchema>;
  return {
    ...plain,
    bands: plain.bands.map((each) => ({
      ...each,
      ...percentOf('lowPercent', each.low),
      ...percentOf('highPercent', each.high),
    })),
    ...(numbers && {
      zone2: numbers.zone2,
      interval4x4: numbers.interval4x4,
      antiInflammatory: numbers.antiInflammatory,
      cardio: numbers.cardio,
      strength: numbers.strength,
    }),
  };
}

export function presentDeclined({
  prescription,
  declinedAtMs,
  declineReason,
}: {
  readonly prescription: Prescription;
  readonly declinedAtMs: number;
  readonly declineReason: string | null;
}): Static<typeof declinedPrescriptionSchema> {
  return {
    ...presentPrescription(prescription),
    declinedAt: new Date(declinedAtMs).toISOString(),
    ...(declineReason === null ? {} : { declineReason }),
  };
}

function percentOf<Name extends string>(field: Name, edge: Edge | null): { [Key in Name]?: number } {
  return edge !== null && 'percentOfMax' in edge
    ? ({ [field]: edge.percentOfMax } as { [Key in Name]: number })
    : {};
}
