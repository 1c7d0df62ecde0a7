import { Type } from 'typebox';
import { oneOf, text } from './formats.ts';
import { nullable, strict } from './schema.ts';

/** A body may be left out: no reason is a reason too. */
export const excuseBody = nullable(strict({ reason: Type.Optional(text(500)) }));
export const excuseSchema = strict({ week: Type.String(), reason: nullable(Type.String()) });

/** A preview takes a `previewId` and ignores it, so that one body serves preview and confirmation. */
export const restingHeartRateBody = strict({
  bpm: Type.Integer({ minimum: 20, maximum: 150 }),
  previewId: Type.Optional(text(100)),
});
export const restingHeartRateSchema = strict({
  date: Type.String(),
  bpm: Type.Integer(),
  source: oneOf('device', 'monitoring', 'guided', 'entered'),
});
