import { Type } from 'typebox';
import { localDate, oneOf, text, uuid } from './formats.ts';
import { newPrescription } from './prescription.ts';
import { nullable, strict } from './schema.ts';

/** What a prescription gives, without its date and reason. */
const content = Type.Omit(newPrescription, ['validFrom', 'reason', 'previewId', 'proposalId'], {
  additionalProperties: false,
});

export const newTemplate = strict({
  name: text(100),
  reason: Type.Optional(text(1000)),
  prescription: content,
});

export const templateSchema = strict({
  id: Type.String(),
  name: Type.String(),
  reason: nullable(Type.String()),
  prescription: content,
  createdAt: Type.String(),
});

export const templateParams = strict({ id: uuid(), templateId: uuid() });

export const assignment = strict({
  athleteIds: Type.Array(uuid(), { minItems: 1, maxItems: 500 }),
  /** A Monday. */
  validFrom: localDate(),
});

export const assignedSchema = strict({
  athleteId: Type.String(),
  status: oneOf('assigned', 'refused'),
  prescriptionId: nullable(Type.String()),
  /** The code of the refusal. */
  code: nullable(Type.String()),
});
