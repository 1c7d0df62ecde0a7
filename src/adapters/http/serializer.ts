import { SerializerSelector, type SerializerFactory } from '@fastify/fast-json-stringify-compiler';

const buildCompiler = SerializerSelector();

/**
 * Serializers of answers by their schema, each compiled when its route first answers: the hundreds of all routes would
 * take a tenth of a start, and most of them are never asked for. Each is compiled apart, because the compiler forgets a
 * shared schema once it was compiled for itself, and the order of questions must not matter.
 */
export const serializerBuilder: SerializerFactory = (sharedSchemas, options) => (route) => {
  let serialize: ((value: unknown) => string) | null = null;
  return (value: unknown) => {
    serialize ??= buildCompiler(sharedSchemas, options)(route);
    return serialize(value);
  };
};
