import { Type } from 'typebox';
import { strict } from './schema.ts';
import { weekReportSchema } from './week-report.ts';

/** A week's report that the installation vouches for; the signature is over the canonical JSON of all the rest. */
export const receiptSchema = strict({
  format: Type.Literal('zone-coach.receipt.v1'),
  athleteId: Type.String(),
  week: Type.String(),
  issuedAt: Type.String(),
  report: weekReportSchema,
  evidence: strict({
    sha256: Type.String(),
    sessions: Type.Array(strict({ id: Type.String(), localDate: Type.String(), sha256: Type.String() })),
    days: Type.Array(strict({ date: Type.String(), sha256: Type.String() })),
  }),
  publicKey: Type.String(),
  signature: Type.String(),
});
