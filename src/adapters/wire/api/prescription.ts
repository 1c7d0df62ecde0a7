import { Type, type Static } from 'typebox';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import { localDate, oneOf, text } from './formats.ts';
import { nullable, strict } from './schema.ts';

const percent = Type.Integer({ minimum: 30, maximum: 100 });
const sessions = Type.Integer({ minimum: 1, maximum: 7 });
const days = Type.Integer({ minimum: 1, maximum: 7 });
const minutes = Type.Integer({ minimum: 1, maximum: 1440 });

export const prescriptionParts = {
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

export const prescriptionSchema = strict({
  id: Type.String(),
  validFrom: Type.String(),
  reason: nullable(Type.String()),
  ...prescriptionParts,
});

/** A part that is left out stays as it was in force on the date. A preview takes and ignores `previewId`. */
export const newPrescription = strict({
  validFrom: localDate(),
  reason: Type.Optional(text(1000)),
  bands: Type.Optional(prescriptionParts.bands),
  zone2: Type.Optional(prescriptionParts.zone2),
  interval4x4: Type.Optional(prescriptionParts.interval4x4),
  antiInflammatory: Type.Optional(prescriptionParts.antiInflammatory),
  cardio: Type.Optional(prescriptionParts.cardio),
  strength: Type.Optional(prescriptionParts.strength),
  previewId: Type.Optional(text(100)),
});

export function presentPrescription(prescription: Prescription): Static<typeof prescriptionSchema> {
  return { ...prescription, bands: prescription.bands.map((band) => ({ ...band })) };
}
