import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify';
import { Type, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/**
 * Checks every part of a request against its schema. A body is taken as it is: never coerced, never trimmed of fields,
 * so `null` can't become 0 and a misspelt field can't be lost. Query and path are text, so numbers in them are read.
 * Each is compiled when its route is first asked: a start would compile hundreds.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  let compiled: ReturnType<typeof Compile> | null = null;
  return (given: unknown) => {
    const validator = (compiled ??= Compile(schema));
    const value = httpPart === 'body' ? given : readIntegers(schema, given);
    if (validator.Check(value)) return { value };
    return { error: validator.Errors(value).map(toFastify) };
  };
};

/** Text that is a whole number becomes one where the schema wants one; anything else is left for the check to refuse. */
function readIntegers(schema: TSchema, given: unknown): unknown {
  if (!Type.IsObject(schema) || typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]: [string, unknown]) => {
      const property = schema.properties[name];
      const wanted = property !== undefined && Type.IsInteger(property);
      return [name, wanted && typeof value === 'string' && INTEGER.test(value) ? Number(value) : value];
    }),
  );
}

const INTEGER = /^-?\d{1,15}$/;

function toFastify(error: {
  keyword: string;
  instancePath: string;
  schemaPath: string;
  params: object;
  message: string;
}): FastifySchemaValidationError {
  return { ...error, params: { ...error.params } };
}

/** The field at fault and a sentence about it, without the value: it may be health data. */
export function describeFault(
  errors: readonly FastifySchemaValidationError[],
  part: string | undefined,
): { field: string | undefined; detail: string } {
  const where = part === 'querystring' ? 'query' : part === 'params' ? 'path' : (part ?? 'body');
  const unknown = firstOf(errors, 'additionalProperties');
  if (unknown !== undefined) {
    return { field: unknown, detail: `The ${where} has an unknown field ${quote(unknown)}.` };
  }
  const missing = firstOf(errors, 'requiredProperties');
  if (missing !== undefined) return { field: missing, detail: `The ${where} lacks ${quote(missing)}.` };
  const [error] = errors;
  const field = error?.instancePath.slice(1).replaceAll('/', '.');
  if (error === undefined || field === undefined || field === '') {
    return { field: undefined, detail: `The ${where} ${error?.message ?? 'is not valid'}.` };
  }
  return { field, detail: `${quote(field)} in the ${where} ${error.message}.` };
}

function firstOf(
  errors: readonly FastifySchemaValidationError[],
  param: 'additionalProperties' | 'requiredProperties',
): string | undefined {
  for (const { params, instancePath } of errors) {
    const names: unknown = params[param];
    if (!Array.isArray(names) || typeof names[0] !== 'string') continue;
    return [...instancePath.split('/').slice(1), names[0]].join('.');
  }
  return undefined;
}

/** A sender's own words come back shortened and without anything that could be markup or a control character. */
function quote(name: string): string {
  return `\`${name.replaceAll(/[^\w.-]/g, '?').slice(0, 80)}\``;
}
