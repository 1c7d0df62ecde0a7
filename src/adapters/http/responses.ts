import type { TSchema } from 'typebox';

const refusal = {
  description: 'A refusal: RFC 9457 with a stable `code`',
  content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
};

/** The answers of a route: its own, and the refusal that every other status is. */
export function answers<Own extends Record<number, TSchema | object>>(
  own: Own,
): Own & { readonly '4xx': object; readonly '5xx': object } {
  return { ...own, '4xx': refusal, '5xx': refusal };
}

/** An answer without a body. */
export const NO_CONTENT = { type: 'null', description: 'Done' } as const;
