import { Type } from 'typebox';
import { nullable, strict } from './schema.ts';
import { weekReportSchema } from './week-report.ts';

const { status } = weekReportSchema.properties;
const weekVerdict = strict({
  status,
  targets: Type.Array(strict({ id: Type.String(), credited: Type.Integer(), status: nullable(status) })),
});

export const previewSchema = strict({
  previewId: Type.String(),
  weeks: Type.Array(
    strict({
      week: Type.String(),
      before: weekVerdict,
      after: weekVerdict,
      /** Every field of the report that would be another, by its path; null where there was or will be none. */
      changes: Type.Array(strict({ path: Type.String(), before: Type.Unknown(), after: Type.Unknown() })),
    }),
  ),
});
