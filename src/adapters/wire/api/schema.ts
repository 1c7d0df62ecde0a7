/** The few shapes that every schema is built of. */
import {
  Type,
  type Static,
  type TArray,
  type TObject,
  type TObjectOptions,
  type TProperties,
  type TSchema,
  type TUnsafe,
} from 'typebox';
import { oneOf, text } from './formats.ts';
import { LOCALES, type Locale } from '../../../domain/athlete.ts';

/** An object that refuses fields it does not know. */
export function strict<Properties extends TProperties>(
  properties: Properties,
  options: TObjectOptions = {},
): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** `null` or a value of the schema, written as a type list, which readers and the serializer both understand. */
export function nullable<Schema extends TSchema & { type: string }>(
  schema: Schema,
): TUnsafe<Static<Schema> | null> {
  const words: readonly unknown[] | undefined =
    'enum' in schema && Array.isArray(schema.enum) ? schema.enum : undefined;
  return Type.Unsafe<Static<Schema> | null>({
    ...schema,
    type: [schema.type, 'null'],
    ...(words === undefined ? {} : { enum: [...words, null] }),
  });
}

export function listOf<Item extends TSchema>(item: Item): TObject<{ items: TArray<Item> }> {
  return strict({ items: Type.Array(item) });
}

export const seconds = Type.Integer({ minimum: 0 });
export const count = Type.Integer({ minimum: 0 });
export const ratio = Type.Number({ minimum: 0, maximum: 1 });

/** A sentence of the catalogue: its stable id and its words in the reader's language. */
export const sentence = strict({ id: Type.String(), text: Type.String() });

/** The numbers of a sentence, by name with their unit in it. */
export const numbers = Type.Record(
  Type.String(),
  Type.Unsafe<string | number>({ type: ['string', 'number'] }),
);

/** A language of the product. */
export const language = oneOf(...LOCALES);
export const localeQuery = strict({ locale: Type.Optional(language) });

/** A text in each language. */
export function schemaPerLanguage<Text extends TSchema>(schema: Text): TObject<Record<Locale, Text>> {
  return strict(Object.fromEntries(LOCALES.map((each) => [each, schema])) as Record<Locale, Text>);
}

export const pageQuery = {
  cursor: Type.Optional(text(200)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
};
