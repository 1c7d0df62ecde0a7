import { Type, type Static } from 'typebox';
import { numbers, schemaPerLanguage, strict } from './schema.ts';

/** RFC 9457. `code` is stable and for programs; `detail` is a sentence for people. */
export const problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.Optional(Type.String()),
    /** The input field at fault, where there is one. */
    field: Type.Optional(Type.String()),
    /** Every field at fault with its limits, in each language, where more than one may be. */
    faults: Type.Optional(
      Type.Array(
        strict({
          field: Type.String(),
          id: Type.String(),
          limits: numbers,
          text: schemaPerLanguage(Type.String()),
        }),
      ),
    ),
  },
  { additionalProperties: true, $id: 'Problem' },
);

export type Problem = Static<typeof problem>;
